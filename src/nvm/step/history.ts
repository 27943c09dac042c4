/** Forward and backward through a run: snapshots on the way, and steps again from the nearest one before. */

import { type Machine, Status } from "./machine.ts";
import { run } from "./run.ts";
import { restore, type Snapshot, snapshot } from "./snapshot.ts";

/** Snapshots that are kept; where there would be more, every second one goes and they get twice as far apart. */
const MOST = 64;

/** The machine must be running and call no host: what a host answered is not repeated. */
export class History {
  private readonly m: Machine;
  private readonly snapshots: { readonly step: number; readonly snapshot: Snapshot }[];
  private apart = 1_024;
  private now = 0;

  constructor(m: Machine) {
    this.m = m;
    this.snapshots = [{ step: 0, snapshot: snapshot(m) }];
  }

  /** Steps from the start to where the machine is. */
  get step(): number {
    return this.now;
  }

  /** Takes up to `steps` steps. Gives whether the machine still runs. */
  forward(steps: number): boolean {
    const goal = this.now + steps;
    while (this.m.status === Status.running && this.now < goal) {
      const next = this.lastSnapshot() + this.apart;
      const taken = run(this.m, Math.min(goal, next) - this.now);
      this.now += taken;
      // A step that traps or finds no gas is not counted, and going back undoes it by itself.
      if (this.m.status === Status.running && this.now === next) this.keep();
    }
    return this.m.status === Status.running;
  }

  /** Goes back by `steps` steps, at most to the start. */
  back(steps: number): void {
    this.seek(Math.max(0, this.now - steps));
  }

  /** Goes to the state after so many steps from the start; beyond the end of the run, to its end. */
  seek(step: number): void {
    const from = this.snapshots.findLast((each) => each.step <= step) as { step: number; snapshot: Snapshot };
    if (step < this.now || from.step > this.now || this.m.status !== Status.running) {
      restore(this.m, from.snapshot);
      this.now = from.step;
    }
    this.forward(step - this.now);
  }

  private lastSnapshot(): number {
    return this.snapshots.findLast((each) => each.step <= this.now)?.step ?? 0;
  }

  private keep(): void {
    if (this.snapshots.some(({ step }) => step === this.now)) return;
    this.snapshots.push({ step: this.now, snapshot: snapshot(this.m) });
    if (this.snapshots.length <= MOST) return;
    const kept = this.snapshots.filter((_, i) => i % 2 === 0);
    this.snapshots.splice(0, this.snapshots.length, ...kept);
    this.apart *= 2;
  }
}
