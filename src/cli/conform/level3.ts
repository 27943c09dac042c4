/**
 * Level 3: the implementation is explored against the spec, live, by every input in the states that the spec reaches.
 *
 * A budget of inputs is spent in three parts: a quarter on the first states in breadth-first order; then on every state that has a new
 * kind of step, however deep; what is left on states spread evenly over all others. So a model that does not fit into the budget is
 * seen from its beginning to its end.
 */

import { label as labelOf, neutralText, StepClasses, type Tried, type Visit, type Walk } from "../../checker/index.ts";
import type { Itf, ItfRecord } from "../../lib/data.ts";
import type { LockstepEntry } from "../codec.ts";
import { modelWalk } from "../vectors/model-walk.ts";
import { Misbehaviour } from "./channel.ts";
import { explained } from "./explain-step.ts";
import { differenceOf, objectionTo, type Wanted } from "./judge-step.ts";
import { type Job, type Outcome, Pipeline } from "./pipeline.ts";
import { Place } from "./place.ts";
import { Prober } from "./prober.ts";
import { type Label, Skipped } from "./protocol.ts";
import { misbehaviour, type Run, type Suite, SuiteResults } from "./suite.ts";

/** The spec is asked about so many inputs for each that the implementation is given, at most. */
const WALKED = 40;

/** Explores a model until all is said, a difference is found or the budget is spent. */
export async function level3(run: Run, entry: LockstepEntry): Promise<Suite> {
  const id = `L3/${entry.module}/${entry.name}`;
  const results = new SuiteResults(run);
  const of = { level: 3, module: entry.module, model: entry.name } as const;
  if (!results.admits(id)) return results.suite(of);
  const live = new Exploration(run, entry, id, results);
  try {
    await live.explore();
    if (!results.hasFailed) results.passed();
  } catch (error) {
    if (error instanceof Skipped) results.skip(id, error.message, error.link);
    else if (error instanceof Misbehaviour) {
      results.failed(misbehaviour(id, error));
    } else throw error;
  }
  return results.suite({ ...of, explored: live.explored });
}

/** The part of the budget that goes to the first states. */
const FIRST_PART = 4;

/** The numbers below `count`, each once, so that any first part of them is spread over all: ever finer steps. */
function* spread(count: number): Generator<number> {
  const seen = new Uint8Array(count);
  for (let step = 1; step < 2 * count; step *= 2) {
    for (let k = 0; k < step; k++) {
      const at = Math.floor((k * count) / step);
      if (seen[at] === 1) continue;
      seen[at] = 1;
      yield at;
    }
  }
}

/** The inputs of one place. */
interface Probed extends Job {
  readonly wanted: readonly Wanted[];
  /** How many machines were reached when they were given. */
  readonly reached: number;
}

class Exploration {
  readonly #run: Run;
  readonly #entry: LockstepEntry;
  readonly #id: string;
  readonly #results: SuiteResults;
  readonly #walk: Walk;
  readonly #prober: Prober;
  readonly #pipeline: Pipeline<Probed>;
  /** By the number of the machine. */
  readonly #places: (Place | undefined)[] = [];
  readonly #labels = new WeakMap<Tried["input"], Label>();
  /** Inputs that were given, whether or not the answers are judged. */
  #given = 0;
  #explored = { steps: 0, edges: 0, machines: 0, reached: 0 };
  #isComplete = false;

  constructor(run: Run, entry: LockstepEntry, id: string, results: SuiteResults) {
    this.#run = run;
    this.#entry = entry;
    this.#id = id;
    this.#results = results;
    const { walk, subject } = modelWalk(run.specDir, entry, false);
    this.#walk = walk;
    this.#prober = new Prober(run.implementation, run.hello, { ...subject, variables: walk.view.variables });
    this.#pipeline = new Pipeline(run.implementation, this.#prober, (probed, outcome) => this.#judge(probed, outcome));
  }

  get explored() {
    return { ...this.#explored, budget: this.#run.budget, complete: this.#isComplete };
  }

  async explore(): Promise<void> {
    this.#isComplete = (await this.#visits()) && !this.#results.hasFailed;
    await this.#pipeline.abandon();
    await this.#prober.end();
  }

  /** Gives the inputs. Whether these were all that there are. */
  async #visits(): Promise<boolean> {
    const classes = new StepClasses(this.#walk.view);
    const left: number[] = [];
    let isWhole = true;
    for (const visit of this.#walk.run()) {
      const { state, tried } = visit;
      const isNew = tried.filter((one) => classes.stands(state, one)).length > 0;
      const isEarly = this.#given + tried.length <= this.#run.budget / FIRST_PART;
      if (isEarly || (isNew && this.#fits(visit))) await this.#give(visit);
      else left.push(visit.machine);
      if (this.#results.hasFailed) return false;
      isWhole = this.#walk.evaluated < WALKED * this.#run.budget;
      if (!isWhole) break;
    }
    const isSpread = await this.#giveSpread(left);
    await this.#pipeline.finish();
    if (!this.#results.hasFailed) this.#explored.reached = this.#walk.machines;
    return isSpread && isWhole;
  }

  #fits({ tried }: Visit): boolean {
    return this.#given === 0 || this.#given + tried.length <= this.#run.budget;
  }

  /** Visits some of the machines, from all parts of the list, as many as the budget allows. Whether that was all. */
  async #giveSpread(machines: readonly number[]): Promise<boolean> {
    for (const at of spread(machines.length)) {
      const visit = this.#walk.again(machines[at] as number);
      if (!this.#fits(visit)) return false;
      await this.#give(visit);
      if (this.#results.hasFailed) return false;
    }
    return true;
  }

  async #give({ machine, tried }: Visit): Promise<void> {
    this.#given += tried.length;
    await this.#pipeline.add({
      place: this.#place(machine),
      wanted: tried.map(({ expected }) => this.#wanted(expected)),
      questions: tried.map(({ input, expected }) => ({ label: this.#label(input), isTaken: expected.taken })),
      reached: this.#walk.machines,
    });
  }

  /** Throws the outcome where there is no reaction. */
  async #judge({ place, questions, wanted, reached }: Probed, outcome: Outcome): Promise<void> {
    if (this.#results.hasFailed) return;
    if (outcome instanceof Error) throw outcome;
    this.#explored.steps += questions.length;
    this.#explored.edges += questions.filter(({ isTaken }) => isTaken).length;
    this.#explored.machines += 1;
    this.#explored.reached = reached;
    for (const [i, reaction] of outcome.entries()) {
      const of = wanted[i] as Wanted;
      const objection = objectionTo(of, reaction, this.#run.hello.features.has("refusals"));
      if (objection === null) continue;
      const label = (questions[i] as (typeof questions)[number]).label;
      const conjunct = of.taken ? {} : { conjunct: of.conjuncts.at(-1) as string };
      const { spec } = this.#walk.view;
      this.#results.failed({ id: this.#id, ...objection, action: label.action, ...conjunct }, () =>
        explained(spec, this.#entry, differenceOf(spec, place, label, of, reaction, objection)),
      );
      return;
    }
  }

  #wanted(expected: Tried["expected"]): Wanted {
    if (!expected.taken) return { taken: false, conjuncts: expected.conjuncts.map(({ id }) => id) };
    const { view } = this.#walk;
    const none: Itf = { "#tup": [] };
    return {
      taken: true,
      texts: view.texts(expected.next),
      next: (): ItfRecord => view.show(expected.next),
      get effects() {
        return expected.effects === null ? none : view.value(expected.effects);
      },
      effectsText: expected.effects === null ? neutralText(none) : view.text(expected.effects),
    };
  }

  #label(input: Tried["input"]): Label {
    let label = this.#labels.get(input);
    if (label === undefined) {
      label = labelOf(this.#walk, input);
      this.#labels.set(input, label);
    }
    return label;
  }

  #place(machine: number): Place {
    let place = this.#places[machine];
    if (place === undefined) {
      const via = this.#walk.via(machine);
      const way = via === null ? null : { from: this.#place(via.from), label: this.#label(via.input) };
      place = new Place(this.#walk.view.show(this.#walk.machineAt(machine)), way);
      this.#places[machine] = place;
    }
    return place;
  }
}
