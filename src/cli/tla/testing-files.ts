/** Models in a scratch directory, for tests. */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TlaFinding, TlaJob } from "./job.ts";
import { runTla } from "./run.ts";

export class Scratch {
  readonly path = mkdtempSync(join(tmpdir(), "nexus-tla-"));

  remove(): void {
    rmSync(this.path, { recursive: true });
  }

  directory(name: string): string {
    const path = join(this.path, name);
    mkdirSync(path);
    return path;
  }

  write(name: string, content: string | Uint8Array): string {
    const file = join(this.path, name);
    writeFileSync(file, content);
    return file;
  }

  /** Writes a module that extends the usual ones, and its cfg; the module's file. */
  model(name: string, lines: readonly string[], cfg = "INIT Init\nNEXT Next\n"): string {
    this.write(`${name}.cfg`, cfg);
    const text = [`---- MODULE ${name} ----`, "EXTENDS Integers, Sequences, FiniteSets, TLC", ...lines, "====", ""];
    return this.write(`${name}.tla`, text.join("\n"));
  }
}

export function jobOf(file: string, more: Partial<TlaJob> = {}): TlaJob {
  return { file, libraries: [], checkDeadlock: true, way: {}, maxBytes: 2 ** 28, ...more };
}

/** Checks a model in this thread. */
export const checked = (file: string, more: Partial<TlaJob> = {}): TlaFinding => runTla(jobOf(file, more), {});
