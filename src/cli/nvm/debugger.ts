/** A session of the debugger: commands as text, answers as text. */

import { match, P } from "ts-pattern";
import { NexusError } from "../../lib/errors.ts";
import { SCHEDULE } from "../../nvm/gas/schedule.ts";
import { hex, LIMITS, type ModuleNames, moduleNames, type ValidModule } from "../../nvm/index.ts";
import { TRAPS } from "../../nvm/rules/ir.ts";
import { ENTER } from "../../nvm/rules.ts";
import { History } from "../../nvm/step/history.ts";
import type { Instance } from "../../nvm/step/instantiate.ts";
import { CELL, createMachine, Field, FUNC, GLOBAL_WORDS, type Machine, PAGE, Status } from "../../nvm/step/machine.ts";
import { framesOf, wordsInUse } from "../../nvm/step/registers.ts";
import { invoke, run } from "../../nvm/step/run.ts";
import { beginInstance, settle, siteOf } from "../../nvm/step/settle.ts";
import { known } from "../flags.ts";
import type { Called } from "./call.ts";
import { disassembly, instructionText } from "./disassemble.ts";
import { Places } from "./places.ts";

/** How each is written, and what it does. */
export const COMMANDS: readonly (readonly [usage: string, what: string])[] = [
  ["where", "the step, the gas, and the instruction that comes next"],
  ["step [N]", "N steps forward, 1 unless told"],
  ["back [N]", "N steps backward"],
  ["goto N", "the state after N steps from the start of the call"],
  ["until BYTE", "forward to the instruction at a byte of the module"],
  ["run", "forward to the end"],
  ["stack", "the operands of the running function, as words"],
  ["locals", "its locals, as words"],
  ["globals", "all globals, as words"],
  ["memory AT [N]", "N bytes of its memory, 64 unless told"],
  ["calls", "the functions that are running, from the innermost"],
  ["list", "the instructions of the running function"],
  ["quit", "ends the session"],
];

/** Steps without a stop: a run that needs more is not for a debugger. */
const FAR = 1_000_000_000;

export class Debugger {
  private readonly m: Machine;
  private readonly valid: ValidModule;
  private readonly names: ModuleNames;
  private readonly places: Places;
  private readonly history: History;
  private readonly gas: number;

  /** Instantiates the module and begins the call. Throws `NexusError` `trapped` where instantiating fails. */
  constructor(valid: ValidModule, called: Called | null, gas: number) {
    if (called === null) {
      throw new NexusError("bad-argument", "there is no function to go through", {
        hint: "--invoke NAME names one that is exported",
      });
    }
    const m = createMachine(LIMITS, SCHEDULE);
    const started = beginInstance(m, valid, () => undefined, gas);
    run(m, FAR);
    const settled = settle(m, started);
    if (settled.kind !== "committed")
      throw new NexusError("trapped", "the module traps, or has too little gas, while it is instantiated");
    this.m = m;
    this.gas = gas - settled.gasUsed;
    this.valid = valid;
    this.names = moduleNames(valid.module);
    this.places = new Places(valid);
    invoke(m, addressOf(started.instance, called.name), called.words, this.gas);
    this.history = new History(m);
  }

  /** Does a command and says what it shows; moving shows where the machine is then. Throws `NexusError` `bad-command`. */
  command(line: string): string {
    const lines = match<readonly string[], readonly string[]>(line.split(/\s+/))
      .with([""], () => [])
      .with(["where"], () => this.where())
      .with(["step"], () => this.moved(() => this.history.forward(1)))
      .with(["step", P.string], ([, n]) => this.moved(() => this.history.forward(whole(n))))
      .with(["back"], () => this.moved(() => this.history.back(1)))
      .with(["back", P.string], ([, n]) => this.moved(() => this.history.back(whole(n))))
      .with(["goto", P.string], ([, n]) => this.moved(() => this.history.seek(whole(n))))
      .with(["until", P.string], ([, byte]) => this.moved(() => this.until(whole(byte))))
      .with(["run"], () => this.moved(() => this.history.forward(FAR)))
      .with(["stack"], () => this.words("operand word", this.localsEnd(), wordsInUse(this.m)))
      .with(["locals"], () => this.words("local word", this.m.base, this.localsEnd()))
      .with(["globals"], () => this.globals())
      .with(["memory", P.string], ([, at]) => this.memory(whole(at), 64))
      .with(["memory", P.string, P.string], ([, at, n]) => this.memory(whole(at), whole(n)))
      .with(["calls"], () => this.calls())
      .with(["list"], () => this.list())
      .otherwise(([name, ...args]) => wrongCommand(name as string, args));
    return lines.map((each) => `${each}\n`).join("");
  }

  private moved(move: () => unknown): readonly string[] {
    move();
    return this.where();
  }

  /** The cell of the next instruction, past the charge of its block. */
  private nextCell(): number {
    let { pc } = this.m;
    while (this.m.cells[pc] === ENTER) pc += CELL;
    return pc;
  }

  private where(): readonly string[] {
    const { m, history, gas } = this;
    const end = match(m.status)
      .with(Status.returned, () => ": returned")
      .with(Status.trapped, () => `: trap, ${TRAPS[m.trap]}`)
      .with(Status.outOfGas, () => ": out of gas")
      .otherwise(() => "");
    const { func, offset } = siteOf(m, m.func, this.nextCell());
    const at = this.places.instructionAt(offset);
    const text =
      m.status === Status.returned || at === undefined ? "" : `  ${instructionText(this.valid.module, at, this.names)}`;
    return [`step ${history.step}, ${gas - m.gas} gas used, function ${this.funcText(func)}, byte ${hex(offset)}${text}${end}`];
  }

  private until(offset: number): void {
    const at = this.places.instructionAt(offset);
    if (at === undefined)
      throw new NexusError("bad-command", `there is no instruction at byte ${hex(offset)}`, { hint: "list shows them" });
    do this.history.forward(1);
    while (this.m.status === Status.running && this.m.offsets[this.nextCell() / CELL] !== offset);
  }

  private localsEnd(): number {
    const { m } = this;
    return m.status === Status.returned ? m.base : m.base + (m.funcs[FUNC * m.func + Field.localWords] as number);
  }

  private words(what: string, start: number, end: number): readonly string[] {
    if (start >= end) return [`no ${what}s`];
    return [...this.m.values.i32.subarray(start, end)].map((word, i) => `${what} ${i}: ${wordText(word)}`);
  }

  private globals(): readonly string[] {
    return Array.from({ length: this.m.globalCount }, (_, i) => {
      const words = [...this.m.globals.subarray(GLOBAL_WORDS * i, GLOBAL_WORDS * (i + 1))];
      return `global ${i}: ${words.map(wordText).join(", ")}`;
    });
  }

  private memory(at: number, count: number): readonly string[] {
    const memory = this.m.mems[this.m.funcs[FUNC * this.m.func + Field.memory] as number];
    const size = memory === undefined ? 0 : memory.pages * PAGE;
    if (memory === undefined || at + count > size) throw new NexusError("bad-command", `the memory has ${size} bytes`);
    return Array.from({ length: Math.ceil(count / 16) }, (_, i) => {
      const start = at + 16 * i;
      const bytes = memory.bytes.subarray(start, Math.min(start + 16, at + count));
      return `${hex(start).padEnd(10)} ${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
    });
  }

  private calls(): readonly string[] {
    const { m } = this;
    const all = [{ func: m.func, pc: this.nextCell() }, ...[...framesOf(m)].reverse()];
    return all.map(({ func, pc }) => {
      const site = siteOf(m, func, pc);
      return `function ${this.funcText(site.func)}, byte ${hex(site.offset)}`;
    });
  }

  private list(): readonly string[] {
    const { func, offset } = siteOf(this.m, this.m.func, this.nextCell());
    if (func === null) return ["no function of the module is running"];
    const here = `  ${hex(offset)} `;
    return disassembly(this.valid, func, this.names, new Map()).map((line) =>
      line.startsWith(here) ? `>${line.slice(1)}` : line,
    );
  }

  private funcText(func: number | null): string {
    if (func === null) return "(instantiation)";
    const name = this.names.functions.get(func);
    return name === undefined ? `${func}` : `${func} ${name}`;
  }
}

const addressOf = ({ exports }: Instance, name: string): number => (exports.get(name) as { address: number }).address;

const wordText = (word: number): string => `${word} (${hex(word >>> 0)})`;

function whole(text: string): number {
  const value = /^(\d+|0x[\da-f]+)$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new NexusError("bad-command", `${JSON.stringify(text)} is no whole number`, { hint: "write it like 16 or 0x10" });
}

function wrongCommand(name: string, args: readonly string[]): never {
  const usages = new Map(COMMANDS.map(([usage]) => [usage.split(" ")[0] as string, usage]));
  const usage = usages.get(known("command", name, [...usages.keys()])) as string;
  throw new NexusError("bad-command", `${[name, ...args].join(" ")} is no command`, { hint: `write it like: ${usage}` });
}
