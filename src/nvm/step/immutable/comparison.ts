/** Runs a machine over typed arrays beside its immutable twin and compares the two after every step. */

import { GLOBAL_WORDS, type Machine, Status } from "../machine.ts";
import { wordsInUse } from "../registers.ts";
import { run } from "../run.ts";
import { differenceFrom, memoryOf, registersOf, stateOf, tableOf } from "./convert.ts";
import type { State } from "./state.ts";
import { step } from "./step.ts";

export interface Compared {
  readonly steps: number;
  /** The first difference, with the step after which it was seen. */
  readonly difference: string | undefined;
}

export class Comparison {
  private readonly m: Machine;
  private s: State;

  constructor(m: Machine) {
    this.m = m;
    this.s = stateOf(m);
  }

  /** Takes over what was done to the machine from outside: instances added, an invocation begun, a host call answered. */
  follow(): void {
    const { m, s } = this;
    const added = <T>(from: readonly T[], count: number, make: (i: number) => T): readonly T[] =>
      from.length === count ? from : [...from, ...Array.from({ length: count - from.length }, (_, i) => make(from.length + i))];
    this.s = {
      ...registersOf(m),
      values: [...m.values.i32.subarray(0, wordsInUse(m))],
      globals: added(s.globals, GLOBAL_WORDS * m.globalCount, (i) => m.globals[i] as number),
      mems: added(s.mems, m.mems.length, (i) => memoryOf(m.mems[i] as Machine["mems"][number])),
      tables: added(s.tables, m.tables.length, (i) => tableOf(m.tables[i] as Machine["tables"][number])),
      droppedDatas: added(s.droppedDatas, m.datas.length, () => false),
      droppedElems: added(s.droppedElems, m.elems.length, () => false),
    };
  }

  /** Takes up to `limit` steps with both, as long as they run; what a step leaves alone is not compared after it. */
  steps(limit: number): Compared {
    const { m } = this;
    let steps = 0;
    while (m.status === Status.running && steps < limit) {
      const before = this.s;
      run(m, 1);
      this.s = step(m, before);
      steps += 1;
      const difference = differenceFrom(m, this.s, before);
      if (difference !== undefined) return { steps, difference: `step ${steps}: ${difference}` };
    }
    return { steps, difference: undefined };
  }

  /** The first difference of the whole stores, if there is one. */
  whole(): string | undefined {
    this.follow();
    return differenceFrom(this.m, this.s, NOTHING);
  }

  /** Goes on with the machine alone and takes its state over. */
  runAlone(limit: number): void {
    run(this.m, limit);
    this.s = stateOf(this.m);
  }
}

/** No part of it is a part of another state, so that everything is compared. */
const NOTHING = { mems: [], tables: [] } as unknown as State;
