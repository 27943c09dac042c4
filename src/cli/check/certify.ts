/** The certificate that `nexus check --certificate` writes. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { certifiable, certifiedWorld, writeCertificate } from "../certificate.ts";
import type { Entry } from "../codec.ts";
import { shownPath } from "../files.ts";
import type { Mode, Outcome } from "../outcome.ts";
import type { Io } from "../verb.ts";

export interface Certified {
  readonly path: string;
  readonly specDir: string;
  readonly entry: Entry;
  readonly world: "spec" | "code";
  readonly symmetry: boolean;
}

/** Throws {@link NexusError} `bad-flag` where the flags do not say which model and world. */
export function certifiedOf(path: string, specDir: string, entries: readonly Entry[], mode: Mode, symmetry: boolean): Certified {
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0) {
    throw new NexusError("bad-flag", `--certificate is of one model, and ${entries.length} are selected`, {
      hint: "select one with --model",
    });
  }
  const world = certifiedWorld(entry, mode === "kind" ? undefined : mode);
  return { path, specDir, entry, world, symmetry };
}

export async function certify(
  { path, specDir, entry, world, symmetry }: Certified,
  outcomes: readonly Outcome[],
  limits: { readonly maxStates?: number; readonly maxBytes: number },
  io: Io,
): Promise<void> {
  const safe = outcomes.every(({ exit }) => exit === ExitCode.ok);
  const states = safe ? await writeCertificate(path, certifiable(specDir, entry, world, symmetry), limits) : null;
  io.err(
    states === null
      ? `${entry.name} was not shown safe, so ${shownPath(path)} is not written\n`
      : `${entry.name}: certificate of the ${world}, ${states} ${symmetry ? "orbits" : "states"}, written to ${shownPath(path)}\n`,
  );
}
