/** The steps of an invocation as lines of text. */

import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { hex, type ModuleNames, type ValidModule } from "../../nvm/index.ts";
import { ENTER } from "../../nvm/rules.ts";
import { CELL, type Machine, Status } from "../../nvm/step/machine.ts";
import { wordsInUse } from "../../nvm/step/registers.ts";
import { run } from "../../nvm/step/run.ts";
import { siteOf } from "../../nvm/step/settle.ts";
import { shownPath } from "../files.ts";
import { instructionText } from "./disassemble.ts";
import { Places } from "./places.ts";

/** A longer trace is no reading; a file of it would fill the disk. */
export const MOST_LINES = 250_000;

/** Characters that are written at once. */
const BUFFER = 2 ** 16;

/** Words at the top of the stack that a line shows. */
const WORDS = 6;

export class Trace {
  private readonly file: string;
  private readonly part: string;
  private readonly handle: number;
  private readonly valid: ValidModule;
  private readonly names: ModuleNames;
  private readonly places: Places;
  private lines = 0;
  private text = "";

  /** Throws `NexusError` `environment` where the file cannot be written. */
  constructor(file: string, valid: ValidModule, names: ModuleNames) {
    this.file = file;
    this.part = `${file}.${process.pid}.part`;
    this.valid = valid;
    this.names = names;
    this.places = new Places(valid);
    try {
      this.handle = openSync(this.part, "wx");
    } catch (cause) {
      throw new NexusError("environment", `cannot write ${shownPath(file)}: ${(cause as Error).message}`, {
        cause,
        exit: ExitCode.environment,
      });
    }
  }

  /** Runs the machine step by step; gives the number of steps. Throws `NexusError` `long-trace` and leaves no file. */
  run(m: Machine): number {
    let steps = 0;
    while (m.status === Status.running) {
      if (++this.lines > MOST_LINES) return this.tooLong();
      this.text += `${this.line(m)}\n`;
      if (this.text.length > BUFFER) this.flush();
      steps += run(m, 1);
    }
    return steps;
  }

  private flush(): void {
    writeSync(this.handle, this.text);
    this.text = "";
  }

  /** The file takes its name. */
  close(): void {
    this.flush();
    closeSync(this.handle);
    renameSync(this.part, this.file);
  }

  private tooLong(): never {
    closeSync(this.handle);
    rmSync(this.part);
    throw new NexusError("long-trace", `the run has more than ${MOST_LINES.toLocaleString("en-US")} steps`, {
      hint: "give it less gas with --gas, and the trace ends where it runs out",
    });
  }

  /** Step, gas, depth, function, byte offset, instruction, and the topmost words of the stack before it. */
  private line(m: Machine): string {
    let pc = m.pc;
    while (m.cells[pc] === ENTER) pc += CELL;
    const { func, offset } = siteOf(m, m.func, pc);
    const at = this.places.instructionAt(offset);
    const text = func === null || at === undefined ? "(instantiation)" : instructionText(this.valid.module, at, this.names);
    const end = wordsInUse(m);
    const top = [...m.values.i32.subarray(Math.max(m.base, end - WORDS), end)].map((word) => (word >>> 0).toString(16)).join(" ");
    const where = func === null ? "" : `${func}${this.names.functions.has(func) ? ` ${this.names.functions.get(func)}` : ""}`;
    return [this.lines, m.gas, m.frameTop / 3, where, hex(offset), text, top].join("\t");
  }
}
