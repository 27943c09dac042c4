/** Random modules on the host's WebAssembly and on the step machine: both end in the same way and record the same. */

import { loadModule, ModuleError } from "nexus-reference/nvm";
import initWabt from "wabt";
import { type Engine, hostEngine, NAMES, StepEngine, sameEnd } from "./engines.ts";
import { callersText, recorderText } from "./harness.ts";
import { RandomModules } from "./random-modules.ts";

export interface Tally {
  readonly modules: number;
  readonly calls: number;
  readonly trapped: number;
  readonly steps: number;
  /** Modules that one of the engines left for want of stack, after which the two are not compared. */
  readonly exhausted: number;
  /** Modules beyond the NVM's limits. */
  readonly refused: number;
  /** Modules with instructions of later proposals, which binaryen writes now and then: wabt, asked for WebAssembly 2.0, does not read them either. */
  readonly foreign: number;
  readonly wrong: readonly { readonly seed: number; readonly why: string }[];
}

const NONE: Tally = { modules: 0, calls: 0, trapped: 0, steps: 0, exhausted: 0, refused: 0, foreign: 0, wrong: [] };
const EXHAUSTED = "call stack exhausted";

/** Runs the modules of so many seeds, from `seed` on. `altered` replaces the step machine, to see that a difference is found. */
export async function fuzz(seed: number, modules: number, altered?: (engine: StepEngine) => Engine): Promise<Tally> {
  const wabt = await initWabt();
  const random = new RandomModules();
  const assemble = (text: string): Uint8Array<ArrayBuffer> => {
    const parsed = wabt.parseWat("harness.wat", text);
    try {
      return new Uint8Array(parsed.toBinary({}).buffer);
    } finally {
      parsed.destroy();
    }
  };
  const reads = (bytes: Uint8Array): boolean => {
    try {
      wabt.readWasm(bytes, {}).destroy();
      return true;
    } catch {
      return false;
    }
  };
  try {
    let tally = NONE;
    for (let i = 0; i < modules && tally.wrong.length < 10; i++) {
      const bytes = (await random.module(seed + i)) as Uint8Array<ArrayBuffer>;
      tally = sum(tally, compareModule(seed + i, bytes, { assemble, reads }, altered));
    }
    return tally;
  } finally {
    random.close();
  }
}

/** What wabt does: texts to modules, and whether it reads a module as one of WebAssembly 2.0. */
interface Wabt {
  readonly assemble: (text: string) => Uint8Array<ArrayBuffer>;
  readonly reads: (bytes: Uint8Array) => boolean;
}

function compareModule(
  seed: number,
  bytes: Uint8Array<ArrayBuffer>,
  { assemble, reads }: Wabt,
  altered?: (engine: StepEngine) => Engine,
): Tally {
  let valid: ReturnType<typeof loadModule>;
  try {
    valid = loadModule(bytes);
  } catch (error) {
    if (error instanceof ModuleError && error.code === "limit-exceeded") return { ...NONE, modules: 1, refused: 1 };
    if (error instanceof ModuleError && error.code === "malformed-module" && !reads(bytes))
      return { ...NONE, modules: 1, foreign: 1 };
    return { ...NONE, modules: 1, wrong: [{ seed, why: `refused: ${(error as Error).message}` }] };
  }
  const step = new StepEngine();
  const engines = { host: hostEngine(), step: altered?.(step) ?? step };
  const parts = { recorder: assemble(recorderText(valid)), module: bytes, callers: assemble(callersText(valid, seed)) };
  const acts = NAMES.map((name) => ({
    what: `instantiating the ${name}`,
    act: (engine: Engine) => engine.instantiate(name, parts[name]),
  }));
  const callers = loadModule(parts.callers).module.exports.filter(({ kind }) => kind === "func");
  const calls = callers.map(({ name }) => ({ what: `call ${name}`, act: (engine: Engine) => engine.call(name) }));
  let tally: Tally = { ...NONE, modules: 1 };
  for (const { what, act } of [...acts, ...calls]) {
    const [host, own] = [act(engines.host), act(engines.step)];
    tally = { ...tally, calls: tally.calls + 1, trapped: tally.trapped + (host === "returned" ? 0 : 1), steps: step.steps };
    if (host === EXHAUSTED || own === EXHAUSTED) return { ...tally, exhausted: 1 };
    if (!sameEnd(host, own)) return { ...tally, wrong: [{ seed, why: `${what}: ${host} on the host, ${own} here` }] };
    const different = NAMES.find((name) => !same(engines.host.memory(name), engines.step.memory(name)));
    if (different !== undefined) return { ...tally, wrong: [{ seed, why: `${what}: the ${different}'s memories differ` }] };
    // A module whose instantiation traps has no callers.
    if (host !== "returned" && what.startsWith("instantiating")) return tally;
  }
  return tally;
}

const same = (left: Uint8Array, right: Uint8Array): boolean => Buffer.compare(left, right) === 0;

const sum = (left: Tally, right: Tally): Tally => ({
  modules: left.modules + right.modules,
  calls: left.calls + right.calls,
  trapped: left.trapped + right.trapped,
  steps: left.steps + right.steps,
  exhausted: left.exhausted + right.exhausted,
  refused: left.refused + right.refused,
  foreign: left.foreign + right.foreign,
  wrong: [...left.wrong, ...right.wrong],
});
