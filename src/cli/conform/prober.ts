/**
 * Asks an implementation what it does with inputs in a state. An implementation that is `stateless` takes the state with the inputs; one
 * that can `save` is brought back to what it saved; any other one goes the whole way again.
 */

import { unreachable } from "../../lib/errors.ts";
import { Misbehaviour } from "./channel.ts";
import type { Answered, Hello, Implementation, Label, ModelSubject, Start, Stepped } from "./implementation.ts";
import { isSameTexts, type Place } from "./place.ts";
import type { SeenState } from "./seen.ts";

/** An answer, and the state where the input left another one than the answer says. */
export interface Reaction {
  readonly answer: Answered;
  readonly left?: SeenState;
}

/** An input with what it is expected to do: refusals need not be asked one at a time. */
export interface Question {
  readonly label: Label;
  readonly isTaken: boolean;
}

export class Prober {
  readonly #implementation: Implementation;
  readonly #features: Hello["features"];
  readonly #subject: ModelSubject;
  /** The process that knows of the model. */
  #generation = -1;

  constructor(implementation: Implementation, { features }: Hello, subject: ModelSubject) {
    this.#implementation = implementation;
    this.#features = features;
    this.#subject = subject;
  }

  /** The reaction to each question, in order. Throws {@link Misbehaviour}, and what `init` throws. */
  async probe(place: Place, questions: readonly Question[]): Promise<readonly Reaction[]> {
    if (this.#features.has("stateless"))
      return this.#stateless(
        place,
        questions.map(({ label }) => label),
      );
    const reactions = new Array<Reaction | undefined>(questions.length);
    await this.#refusals(place, questions, reactions);
    if (this.#features.has("save")) await this.#fromToken(place, questions, reactions);
    for (const [i, { label }] of questions.entries()) reactions[i] ??= await this.#alone(place, label);
    return reactions.map((reaction) => reaction ?? unreachable("a question without an answer"));
  }

  /** Lets the implementation forget what it has saved. */
  async end(): Promise<void> {
    if (this.#features.has("save") && this.#generation === this.#implementation.generation) await this.#implementation.reset();
    this.#generation = -1;
  }

  async #stateless(place: Place, labels: readonly Label[]): Promise<readonly Reaction[]> {
    await this.#know(place);
    const { results, state } = await this.#step({ state: place.state }, place, labels);
    if (place.isState(state)) return results.map((answer) => ({ answer }));
    if (labels.length === 1) return [{ answer: results[0] as Answered, left: state }];
    const reactions: Reaction[] = [];
    for (const label of labels) reactions.push(...(await this.#stateless(place, [label])));
    return reactions;
  }

  /** Tells the present process of the model, if it does not know of it. */
  async #know(place: Place): Promise<void> {
    await this.#implementation.hello();
    if (this.#generation !== this.#implementation.generation) await this.#begin(place);
  }

  async #begin(place: Place): Promise<void> {
    const [first] = place.way as [Place];
    const state = await this.#implementation.init(this.#subject, first.state);
    if (!first.isState(state)) throw new Misbehaviour("form", "it is not in the state that it was put into by init");
    this.#generation = this.#implementation.generation;
  }

  #step(start: Start, place: Place, labels: readonly Label[]): Promise<Stepped> {
    return this.#implementation.step(this.#subject.variables, start, place, labels);
  }

  /** Asks all that should be refused in one go. What is taken against expectation ends a go, and the rest is asked again. */
  async #refusals(place: Place, questions: readonly Question[], reactions: (Reaction | undefined)[]): Promise<void> {
    let open = questions.flatMap(({ isTaken }, i) => (isTaken ? [] : [i]));
    while (open.length > 0) {
      await this.#reach(place);
      const { results, state } = await this.#step(
        {},
        place,
        open.map((i) => (questions[i] as Question).label),
      );
      const taken = results.findIndex((answer) => answer.taken);
      // Which of them has changed the state is not known: each is asked alone.
      if (taken < 0 && !place.isState(state)) return;
      const known = taken < 0 ? open.length : taken;
      for (const [at, i] of open.slice(0, known).entries()) reactions[i] = { answer: results[at] as Answered };
      if (taken < 0) return;
      const culprit = open[taken] as number;
      reactions[culprit] = await this.#alone(place, (questions[culprit] as Question).label);
      open = open.slice(taken + 1);
    }
  }

  /** Asks what should be taken in one go, each input from the saved state. What is refused against expectation is asked alone. */
  async #fromToken(place: Place, questions: readonly Question[], reactions: (Reaction | undefined)[]): Promise<void> {
    const open = questions.flatMap((_, i) => (reactions[i] === undefined ? [i] : []));
    if (open.length === 0) return;
    await this.#reach(place);
    const token = place.token?.text ?? unreachable("a place that was not saved");
    const { results } = await this.#step(
      { token },
      place,
      open.map((i) => (questions[i] as Question).label),
    );
    for (const [at, i] of open.entries()) if (results[at]?.taken === true) reactions[i] = { answer: results[at] };
  }

  async #alone(place: Place, label: Label): Promise<Reaction> {
    await this.#reach(place);
    const { results, state } = await this.#step({}, place, [label]);
    const answer = results[0] as Answered;
    const said = answer.taken ? answer.next.texts : place.texts;
    return isSameTexts(said, state.texts) ? { answer } : { answer, left: state };
  }

  /** Brings the implementation into a state. Throws {@link Misbehaviour} where it does not get there. */
  async #reach(place: Place): Promise<void> {
    await this.#implementation.hello();
    if (this.#features.has("save")) await this.#loaded(place);
    else await this.#replayed(place);
  }

  async #replayed(place: Place): Promise<void> {
    await this.#begin(place);
    const labels = place.way.flatMap(({ via }) => (via === null ? [] : [via.label]));
    if (labels.length === 0) return;
    this.#mustBe(place, (await this.#step({}, place, labels)).state);
  }

  async #loaded(place: Place): Promise<void> {
    const { generation } = this.#implementation;
    if (place.token?.generation === generation) {
      this.#mustBe(place, await this.#implementation.load(this.#subject.variables, place.token.text));
      return;
    }
    if (place.via === null) await this.#begin(place);
    else {
      await this.#loaded(place.via.from);
      this.#mustBe(place, (await this.#step({}, place, [place.via.label])).state);
    }
    place.token = { generation, text: await this.#implementation.save() };
  }

  #mustBe(place: Place, state: SeenState): void {
    if (!place.isState(state)) {
      throw new Misbehaviour(
        "way",
        "it does not come into the state in which the step is to be taken: an earlier step goes elsewhere",
      );
    }
  }
}
