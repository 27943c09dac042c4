/**
 * Asks an implementation what it does with inputs in a state. An implementation that is `stateless` takes the state with the inputs; one
 * that can `save` is brought back to what it saved; any other one goes the whole way again.
 */

import { unreachable } from "../../lib/errors.ts";
import { Misbehaviour } from "./channel.ts";
import type { Implementation } from "./implementation.ts";
import { isSameTexts, type Place } from "./place.ts";
import type { Answered, Hello, Label, ModelSubject, Start, Stepped } from "./protocol.ts";
import type { SeenState } from "./seen.ts";
import type { Session } from "./session.ts";

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
  #told: Session | null = null;

  constructor(implementation: Implementation, { features }: Hello, subject: ModelSubject) {
    this.#implementation = implementation;
    this.#features = features;
    this.#subject = subject;
  }

  /** The reaction to each question, in order. Throws {@link Misbehaviour}, which is counted, and what `init` throws. */
  async probe(place: Place, questions: readonly Question[]): Promise<readonly Reaction[]> {
    try {
      return this.#features.has("stateless") ? await this.#stateless(place, questions) : await this.#stateful(place, questions);
    } catch (error) {
      this.#implementation.blame(error);
      throw error;
    }
  }

  /**
   * Asks while other requests are under way; null where nothing can be sent yet, because the present process does not know of the model.
   * The answer is null where something is not as expected and must be asked again with care, as {@link probe} does it. Counts nothing.
   */
  ahead(place: Place, questions: readonly Question[]): Promise<readonly Reaction[] | null> | null {
    const { session } = this.#implementation;
    if (session === null || session !== this.#told) return null;
    return this.#features.has("stateless")
      ? this.#statelessAhead(session, place, questions)
      : this.#statefulAhead(session, place, questions);
  }

  /** Lets the implementation forget what it has saved. */
  async end(): Promise<void> {
    const { session } = this.#implementation;
    if (this.#features.has("save") && session !== null && this.#told === session) await session.reset();
    this.#told = null;
  }

  async #stateless(place: Place, questions: readonly Question[]): Promise<readonly Reaction[]> {
    const session = await this.#implementation.open();
    if (session !== this.#told) await this.#begin(session, place);
    const reactions = await this.#statelessAhead(session, place, questions);
    if (reactions !== null) return reactions;
    const each: Reaction[] = [];
    for (const question of questions) each.push(...(await this.#stateless(place, [question])));
    return each;
  }

  async #statelessAhead(session: Session, place: Place, questions: readonly Question[]): Promise<readonly Reaction[] | null> {
    const { results, state } = await this.#step(session, { state: place.state }, place, questions);
    if (place.isState(state)) return results.map((answer) => ({ answer }));
    return questions.length === 1 ? [{ answer: results[0] as Answered, left: state }] : null;
  }

  /** Tells a process of the model. */
  async #begin(session: Session, place: Place): Promise<void> {
    const [first] = place.way as [Place];
    await session.init(this.#subject, first.state, (state) => first.isState(state));
    this.#told = session;
  }

  #step(session: Session, start: Start, place: Place, questions: readonly Pick<Question, "label">[]): Promise<Stepped> {
    const labels = questions.map(({ label }) => label);
    return session.step(this.#subject.variables, start, place, labels);
  }

  async #stateful(place: Place, questions: readonly Question[]): Promise<readonly Reaction[]> {
    const reactions = new Array<Reaction | undefined>(questions.length);
    await this.#refusals(place, questions, reactions);
    if (this.#features.has("save")) await this.#fromToken(place, questions, reactions);
    for (const [i, { label }] of questions.entries()) reactions[i] ??= await this.#alone(place, label);
    return reactions.map((reaction) => reaction ?? unreachable("a question without an answer"));
  }

  /** Asks all that should be refused in one go. What is taken against expectation ends a go, and the rest is asked again. */
  async #refusals(place: Place, questions: readonly Question[], reactions: (Reaction | undefined)[]): Promise<void> {
    let open = questions.flatMap(({ isTaken }, i) => (isTaken ? [] : [i]));
    while (open.length > 0) {
      const session = await this.#reach(place);
      const asked = open.map((i) => questions[i] as Question);
      const { results, state } = await this.#step(session, {}, place, asked);
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
    const session = await this.#reach(place);
    const asked = open.map((i) => questions[i] as Question);
    const { results } = await this.#step(session, { token: tokenOf(place) }, place, asked);
    for (const [at, i] of open.entries()) if (results[at]?.taken === true) reactions[i] = { answer: results[at] };
  }

  async #alone(place: Place, label: Label): Promise<Reaction> {
    const session = await this.#reach(place);
    return reactionOf(place, await this.#step(session, {}, place, [{ label }]));
  }

  /**
   * Everything that has to be handled one after another is sent within one turn, so that no other request comes between. Only what starts
   * from a token waits for the token.
   */
  async #statefulAhead(session: Session, place: Place, questions: readonly Question[]): Promise<readonly Reaction[] | null> {
    const [refused, taken] = [questions.filter(({ isTaken }) => !isTaken), questions.filter(({ isTaken }) => isTaken)];
    const isSaving = this.#features.has("save");
    const reached = this.#goTo(session, place);
    const first = refused.length === 0 ? null : this.#step(session, {}, place, refused);
    const others = isSaving ? [] : taken.map(({ label }) => this.#aloneAhead(session, place, label));
    const [stay, , ...alone] = await Promise.all([first, reached, ...others]);
    if (stay !== null && (stay.results.some((answer) => answer.taken) || !place.isState(stay.state))) return null;
    const go = isSaving && taken.length > 0 ? await this.#step(session, { token: tokenOf(place) }, place, taken) : null;
    const moves = go === null ? alone : go.results.map((answer) => ({ answer }));
    if (moves.some(({ answer }) => !answer.taken)) return null;
    const answers = { stay: (stay?.results ?? [])[Symbol.iterator](), move: moves[Symbol.iterator]() };
    return questions.map(
      ({ isTaken }): Reaction =>
        isTaken ? (answers.move.next().value as Reaction) : { answer: answers.stay.next().value as Answered },
    );
  }

  async #aloneAhead(session: Session, place: Place, label: Label): Promise<Reaction> {
    const [, stepped] = await Promise.all([this.#goTo(session, place), this.#step(session, {}, place, [{ label }])]);
    return reactionOf(place, stepped);
  }

  /** Brings the implementation into a state. Throws {@link Misbehaviour} where it does not get there. */
  async #reach(place: Place): Promise<Session> {
    const session = await this.#implementation.open();
    await this.#goTo(session, place);
    return session;
  }

  /** Sends all that brings a process into a state: from the nearest place that it has saved, or from the beginning. */
  async #goTo(session: Session, place: Place): Promise<void> {
    const isSaving = this.#features.has("save");
    const way = place.way;
    const base = isSaving ? way.findLastIndex(({ token }) => token?.session === session) : -1;
    const [first] = way as [Place];
    const arrivals: Promise<void>[] = [];
    if (base >= 0) arrivals.push(this.#load(session, way[base] as Place));
    else if (session === this.#told) arrivals.push(this.#begin(session, first));
    else await this.#begin(session, first); // It may skip the model.
    if (isSaving) {
      if (base < 0) arrivals.push(this.#save(session, first, arrivals.at(-1)));
      for (const at of way.slice(Math.max(base, 0) + 1)) {
        arrivals.push(this.#walk(session, at, [at]));
        arrivals.push(this.#save(session, at, Promise.all(arrivals)));
      }
    } else if (way.length > 1) arrivals.push(this.#walk(session, place, way.slice(1)));
    await Promise.all(arrivals);
  }

  async #load(session: Session, place: Place): Promise<void> {
    mustBe(place, await session.load(this.#subject.variables, tokenOf(place)));
  }

  /** Takes the steps that lead to some places, one after another. */
  async #walk(session: Session, end: Place, places: readonly Place[]): Promise<void> {
    const steps = places.flatMap(({ via }) => (via === null ? [] : [via]));
    mustBe(end, (await this.#step(session, {}, end, steps)).state);
  }

  /** Saves what the machine is in when `arrived` has been found true. */
  async #save(session: Session, place: Place, arrived: Promise<unknown> | undefined): Promise<void> {
    const [text] = await Promise.all([session.save(), arrived]);
    place.token = { session, text };
  }
}

const tokenOf = ({ token }: Place): string => token?.text ?? unreachable("a place that was not saved");

function reactionOf(place: Place, { results, state }: Stepped): Reaction {
  const answer = results[0] as Answered;
  const said = answer.taken ? answer.next.texts : place.texts;
  return isSameTexts(said, state.texts) ? { answer } : { answer, left: state };
}

function mustBe(place: Place, state: SeenState): void {
  if (!place.isState(state)) {
    throw new Misbehaviour(
      "way",
      "it does not come into the state in which the step is to be taken: an earlier step goes elsewhere",
    );
  }
}
