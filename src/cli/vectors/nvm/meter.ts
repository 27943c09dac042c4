/** What the rewritten program tells while the host runs it: gas, the stack limit, steps, and at which instruction it is. */

import { type FuncRef, refText } from "./references.ts";
import { HOOKS, type Site } from "./rewrite.ts";
import { STACK } from "./weights.ts";

/** What a step is in a trace: where, the gas that is left after it, and what it puts on the stack, if anything. */
export type TraceStep = readonly [offset: number, gas: number, value: string | null];

/** Gas does not suffice for a charge. */
export class OutOfGas extends Error {}
/** A call would pass the stack limit. */
export class StackExhausted extends Error {}

export class Meter {
  private readonly sites: readonly Site[];
  private readonly offsets: readonly (readonly number[])[];
  /** What each charge took, in order. */
  readonly charges: number[] = [];
  readonly steps: TraceStep[] = [];
  /** The instruction that is under way, and what was noted of its operands. */
  site: Site | undefined;
  noted = 0;
  gas: number;
  private stack = 0;
  /** A call that is a step once its callee is entered. */
  private calling: number | null = null;

  constructor(sites: readonly Site[], offsets: readonly (readonly number[])[], gas: number) {
    this.sites = sites;
    this.offsets = offsets;
    this.gas = gas;
  }

  charge(cost: number): void {
    if (cost > 0) this.charges.push(cost);
    if (this.gas < cost) throw new OutOfGas();
    this.gas -= cost;
  }

  /** The functions that the program imports. They are given to it once, and tell whoever meters it then. */
  static hooks(now: () => Meter): { readonly [name: string]: (...args: never[]) => void } {
    const hooks: { [name: string]: (...args: never[]) => void } = {
      charge: (cost: number) => now().charge(cost),
      units: (units: number, price: number) => now().charge((units >>> 0) * price),
      enter: (bytes: number) => now().enter(bytes),
      leave: (bytes: number) => now().leave(bytes),
      at: (site: number) => now().at(site),
      note: (value: number) => now().note(value),
      step: (site: number) => now().step(site, null),
      calls: (site: number) => now().calls(site),
      pieces: (units: number, piece: number, site: number) => now().pieces(units, piece, site),
      got32: (value: number, site: number) => now().step(site, (value >>> 0).toString(16)),
      got64: (value: bigint, site: number) => now().step(site, BigInt.asUintN(64, value).toString(16)),
      got128: (low: bigint, high: bigint, site: number) => now().step(site, vectorText(low, high)),
      gotRef: (ref: FuncRef | null, site: number) => now().step(site, refText(ref)),
      gotExtern: (ref: null, site: number) => now().step(site, refText(ref)),
    };
    for (const [name] of HOOKS) if (hooks[name] === undefined) throw new Error(`no hook ${name}`);
    return hooks;
  }

  private enter(bytes: number): void {
    this.stack += bytes;
    if (this.stack > STACK.limit) throw new StackExhausted();
    const { calling } = this;
    this.calling = null;
    if (calling !== null) this.step(calling, null);
  }

  private leave(bytes: number): void {
    this.stack -= bytes;
  }

  private at(site: number): void {
    this.site = this.sites[site];
  }

  private note(value: number): void {
    this.noted = value >>> 0;
  }

  private calls(site: number): void {
    this.calling = site;
  }

  private pieces(units: number, piece: number, site: number): void {
    for (let done = 0; done === 0 || done < units; done += piece) this.step(site, null);
  }

  private step(site: number, value: string | null): void {
    const { func, instr } = this.sites[site] as Site;
    const offset = this.offsets[func]?.[instr];
    // What instantiating runs stands at no place of the module.
    if (offset !== undefined) this.steps.push([offset, this.gas, value]);
  }
}

export const vectorText = (low: bigint, high: bigint): string =>
  ((BigInt.asUintN(64, high) << 64n) | BigInt.asUintN(64, low)).toString(16);
