/** The two engines that run a random module: the host's WebAssembly and the step machine. Both say how calls end in the same words. */

import { LIMITS, loadModule, type ValidModule } from "nexus-reference/nvm";
import { SCHEDULE } from "nexus-reference/nvm/gas/schedule";
import { TRAPS } from "nexus-reference/nvm/rules/ir";
import { Comparison } from "nexus-reference/nvm/step/immutable/comparison";
import { addInstance, externAt, type Instance } from "nexus-reference/nvm/step/instantiate";
import { createMachine, type Machine, PAGE, Status } from "nexus-reference/nvm/step/machine";
import { invoke, run } from "nexus-reference/nvm/step/run";
import { type HostInstance, webAssembly } from "./web-assembly.ts";

/** The modules of a run, in the order in which they are instantiated. */
export const NAMES = ["recorder", "module", "callers"] as const;
export type Name = (typeof NAMES)[number];

export interface Engine {
  /** How instantiating the next module ended: "returned", or the trap. */
  readonly instantiate: (name: Name, bytes: Uint8Array<ArrayBuffer>) => string;
  /** How calling a caller ended. */
  readonly call: (caller: string) => string;
  /** The memory that a module exports. */
  readonly memory: (name: Name) => Uint8Array;
}

/** What V8 says of a trap, in the specification's words. */
const HOST_TRAPS: readonly (readonly [RegExp, string])[] = [
  [/unreachable/, "unreachable"],
  [/divide by zero|remainder by zero/, "integer divide by zero"],
  [/divide result unrepresentable/, "integer overflow"],
  [/float unrepresentable in integer range/, "conversion"],
  [/memory access out of bounds|data segment .*out of bounds/, "out of bounds memory access"],
  [/table index is out of bounds/, "table bounds"],
  [/table (access )?out of bounds|element segment .*out of bounds|table offset/, "table bounds"],
  [/null function or function signature mismatch/, "indirect call"],
  [/Maximum call stack size/, "call stack exhausted"],
];

/** Traps that V8 does not tell apart. */
const SAME: { readonly [trap: string]: string } = {
  "invalid conversion to integer": "conversion",
  "undefined element": "table bounds",
  "out of bounds table access": "table bounds",
  "uninitialized element": "indirect call",
  "indirect call type mismatch": "indirect call",
};

/** `integer overflow` is a division's or a conversion's: V8 tells them apart, the specification does not. */
export const sameEnd = (host: string, step: string): boolean =>
  host === step || host === (SAME[step] ?? step) || (host === "conversion" && step === "integer overflow");

/** What is imported under any name comes from the recorder, but for what callers call. */
const sourceOf = (from: string): Name => (from === "module" ? "module" : "recorder");

export function hostEngine(): Engine {
  const instances = new Map<Name, HostInstance>();
  const ended = (act: () => void): string => {
    try {
      act();
      return "returned";
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return HOST_TRAPS.find(([pattern]) => pattern.test(message))?.[1] ?? `the host says: ${message}`;
    }
  };
  return {
    instantiate: (name, bytes) =>
      ended(() => {
        const module = new webAssembly.Module(bytes);
        const imports: { [module: string]: unknown } = {};
        for (const { module: from } of webAssembly.Module.imports(module)) {
          imports[from] = instances.get(sourceOf(from))?.exports;
        }
        instances.set(name, new webAssembly.Instance(module, imports));
      }),
    call: (caller) => ended(instances.get("callers")?.exports[caller] as () => void),
    memory: (name) => {
      const memory = instances.get(name)?.exports.memory as { readonly buffer: ArrayBuffer } | undefined;
      return memory === undefined ? new Uint8Array(0) : new Uint8Array(memory.buffer);
    },
  };
}

const GAS = 2 ** 50;
/** Steps that no call may need: loops of random modules end after some hundred turns. */
const STEPS = 50_000_000;

export class StepEngine implements Engine {
  protected readonly m: Machine = createMachine(LIMITS, SCHEDULE);
  private readonly instances = new Map<Name, Instance>();
  /** Steps so far. */
  steps = 0;

  instantiate(name: Name, bytes: Uint8Array): string {
    const { m } = this;
    const valid: ValidModule = loadModule(bytes);
    const instance = addInstance(m, valid, (from, field) => {
      const found = this.instances.get(sourceOf(from))?.exports.get(field);
      return found === undefined ? undefined : externAt(m, found);
    });
    this.instances.set(name, instance);
    return instance.init === -1 ? "returned" : this.invoke(instance.init);
  }

  call(caller: string): string {
    return this.invoke(this.instances.get("callers")?.exports.get(caller)?.address as number);
  }

  memory(name: Name): Uint8Array {
    const found = this.instances.get(name)?.exports.get("memory");
    const memory = found === undefined ? undefined : this.m.mems[found.address];
    return memory === undefined ? new Uint8Array(0) : memory.bytes.subarray(0, memory.pages * PAGE);
  }

  private invoke(func: number): string {
    invoke(this.m, func, [], GAS);
    this.go();
    if (this.m.status === Status.returned) return "returned";
    return this.m.status === Status.trapped ? (TRAPS[this.m.trap] as string) : `stopped with status ${this.m.status}`;
  }

  /** Runs until the machine stops. */
  protected go(): void {
    this.steps += run(this.m, STEPS);
  }
}

/** The step machine beside its immutable twin: so many steps of each call are compared. */
export class ComparedEngine extends StepEngine {
  private readonly comparison = new Comparison(this.m);
  private readonly compared: number;

  constructor(compared: number) {
    super();
    this.compared = compared;
  }

  protected override go(): void {
    this.comparison.follow();
    const { steps, difference } = this.comparison.steps(this.compared);
    if (difference !== undefined) throw new Error(difference);
    this.steps += steps;
    if (this.m.status === Status.running) this.comparison.runAlone(STEPS);
  }
}
