/**
 * Keeps an implementation busy: questions about some places are under way while those about others are made and answers are judged. What
 * comes of it is what would come of asking place after place: answers are judged in order, and one that is not clean is judged when
 * nothing else is under way.
 */

import { setImmediate as turn } from "node:timers/promises";
import { unreachable } from "../../lib/errors.ts";
import { Misbehaviour, Withdrawn } from "./channel.ts";
import type { Implementation } from "./implementation.ts";
import type { Place } from "./place.ts";
import type { Prober, Question, Reaction } from "./prober.ts";
import { Skipped } from "./protocol.ts";

/** Places that are asked about at once, and inputs. */
const MOST_PLACES = 32;
const MOST_INPUTS = 16_384;

export interface Job {
  readonly place: Place;
  readonly questions: readonly Question[];
}

/** The reactions to the questions, or why there are none. */
export type Outcome = readonly Reaction[] | Misbehaviour | Skipped;

export class Pipeline<J extends Job> {
  readonly #implementation: Implementation;
  readonly #prober: Prober;
  readonly #judge: (job: J, outcome: Outcome) => Promise<void>;
  /** What is under way, the oldest first. */
  readonly #window: { readonly job: J; readonly ahead: Promise<Outcome | null> }[] = [];
  #inputs = 0;

  /** `judge` is called for each job in order; it may ask the implementation where the outcome are no reactions. */
  constructor(implementation: Implementation, prober: Prober, judge: (job: J, outcome: Outcome) => Promise<void>) {
    this.#implementation = implementation;
    this.#prober = prober;
    this.#judge = judge;
  }

  /** Asks about a place. Returns when there is room for more, not when there is an answer. */
  async add(job: J): Promise<void> {
    while (this.#window.length >= MOST_PLACES || this.#inputs >= MOST_INPUTS) await this.#oldest();
    let ahead = this.#send(job);
    if (ahead === null) {
      await this.finish();
      ahead = this.#send(job);
    }
    if (ahead === null) {
      await this.#judge(job, await this.#probe(job));
      return;
    }
    this.#window.push({ job, ahead });
    this.#inputs += job.questions.length;
    // What has come is read, so that the implementation can go on writing.
    await turn();
  }

  /** Judges all that is under way. */
  async finish(): Promise<void> {
    while (this.#window.length > 0) await this.#oldest();
  }

  /** Waits until nothing is under way, and judges nothing of it. */
  async abandon(): Promise<void> {
    await this.#settled();
    this.#window.length = 0;
    this.#inputs = 0;
  }

  /** Null within: nothing is known, and the place is asked again. Null at once: nothing can be sent. */
  #send({ place, questions }: J): Promise<Outcome | null> | null {
    const ahead = this.#prober.ahead(place, questions);
    return ahead?.catch((error) => (error instanceof Withdrawn ? null : outcomeOf(error))) ?? null;
  }

  #settled(): Promise<unknown> {
    return Promise.all(this.#window.map(({ ahead }) => ahead));
  }

  async #oldest(): Promise<void> {
    const { job, ahead } = this.#window[0] ?? unreachable("nothing is under way");
    const said = await ahead;
    const isClean = said !== null && !(said instanceof Error);
    // Others must not come between; their answers are still good.
    if (!isClean) await this.#settled();
    this.#window.shift();
    this.#inputs -= job.questions.length;
    this.#implementation.blame(said);
    await this.#judge(job, said ?? (await this.#probe(job)));
  }

  async #probe({ place, questions }: J): Promise<Outcome> {
    try {
      return await this.#prober.probe(place, questions);
    } catch (error) {
      return outcomeOf(error);
    }
  }
}

/** Throws what is none of the implementation's. */
function outcomeOf(error: unknown): Misbehaviour | Skipped {
  if (error instanceof Misbehaviour || error instanceof Skipped) return error;
  throw error;
}
