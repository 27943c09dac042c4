/** Asks TLC for the counts of a model that upstream records without, where there is a `tla2tools.jar`. */

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import type { Model } from "./model.ts";

export interface TlcCounts {
  readonly distinct: number;
  readonly generated: number;
}

export interface TlcOptions {
  readonly dir: string;
  /** `tla2tools.jar`, and the CommunityModules beside it if a model needs them, separated as in a class path. */
  readonly classPath: string;
  readonly seconds: number;
}

/** The counts with which TLC ends, or undefined where it does not end, fails or needs too long. */
export async function tlcCounts(model: Model, { dir, classPath, seconds }: TlcOptions): Promise<TlcCounts | undefined> {
  const metadata = await mkdtemp(join(tmpdir(), "corpus-tlc-"));
  const paths = classPath.split(delimiter).map((path) => path.trim());
  const output = await new Promise<string>((resolve) => {
    execFile(
      "java",
      [
        "-XX:+UseParallelGC",
        "-cp",
        paths.join(delimiter),
        "tlc2.TLC",
        "-workers",
        "1",
        "-metadir",
        metadata,
        "-config",
        join(dir, model.cfg),
        basename(model.module, ".tla"),
      ],
      { cwd: join(dir, dirname(model.module)), timeout: 1000 * seconds, killSignal: "SIGKILL", maxBuffer: 1 << 26 },
      (_error, stdout) => resolve(stdout),
    );
  });
  await rm(metadata, { recursive: true, force: true });
  return parseCounts(output);
}

/** The counts of TLC's last line of them. */
export function parseCounts(output: string): TlcCounts | undefined {
  const found = [...output.matchAll(/^([\d,]+) states generated, ([\d,]+) distinct states found, 0 states left/gm)].at(-1);
  if (found === undefined) return undefined;
  const number = (text: string | undefined) => Number((text ?? "").replaceAll(",", ""));
  return { generated: number(found[1]), distinct: number(found[2]) };
}
