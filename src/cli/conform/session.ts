/**
 * One process of an implementation, asked in the terms of the runner protocol. Every request is sent at once, whether or not earlier ones
 * are answered: who sends several within one turn has them handled one after another. Each promise rejects with `Misbehaviour`,
 * `Withdrawn` or {@link Skipped}.
 */

import { BadValue } from "../../checker/index.ts";
import type { ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import type { RunInput, RunOutput } from "../vectors/nvm/suite.ts";
import { type Adapter, linkAt } from "./adapter.ts";
import { Channel, Misbehaviour } from "./channel.ts";
import {
  type Answered,
  HELLO_KEYS,
  type Hello,
  helloOf,
  type Label,
  type ModelSubject,
  PROTOCOL_VERSION,
  Skipped,
  type Start,
  type Stepped,
} from "./protocol.ts";
import { runOutputAt } from "./run-reply.ts";
import type { Seen, SeenState } from "./seen.ts";
import { arrayAt, type Fields, fieldsOf, oneAt, textAt } from "./strict.ts";

/** Inputs in one request. */
const BATCH = 4096;

/** What all processes of an implementation have in common. */
export interface Common {
  readonly seen: Seen;
  /** How many inputs were given. */
  steps: number;
}

export class Session {
  readonly #channel: Channel;
  readonly #common: Common;
  #requests = 0;

  /** Starts a process. */
  constructor(adapter: Adapter, common: Common) {
    this.#channel = new Channel(adapter);
    this.#common = common;
  }

  get isOver(): boolean {
    return this.#channel.isOver;
  }

  /** How the process ended while nobody asked it anything; null where that is known already. */
  takeUntold(): Misbehaviour | null {
    return this.#channel.takeUntold();
  }

  /** The first request. */
  hello(): Promise<Hello> {
    return this.#ask("hello", { protocol: PROTOCOL_VERSION }, HELLO_KEYS, helloOf);
  }

  /** Tells of a model and puts it into an initial state. The process has to be in it, as `isThere` says. */
  init(subject: ModelSubject, state: ItfRecord, isThere: (state: SeenState) => boolean): Promise<SeenState> {
    const { module, model, constants, variables } = subject;
    return this.#ask("init", { module, model, constants, state }, ["state"], (reply) => {
      const replied = this.#common.seen.state(reply.state, "$.state", variables);
      if (!isThere(replied)) throw new BadValue("$.state", "the state that it was put into");
      return replied;
    });
  }

  /** Gives inputs, at least one, in the state `before`. */
  async step(variables: readonly string[], start: Start, before: SeenState, steps: readonly Label[]): Promise<Stepped> {
    const replies: Promise<Stepped>[] = [];
    for (let first = 0; first < steps.length; first += BATCH) {
      replies.push(this.#stepBatch(variables, start, before, steps.slice(first, first + BATCH)));
    }
    const stepped = await Promise.all(replies);
    const { state } = stepped.at(-1) ?? unreachable("no input");
    return { results: stepped.flatMap(({ results }) => results), state };
  }

  #stepBatch(variables: readonly string[], start: Start, before: SeenState, steps: readonly Label[]): Promise<Stepped> {
    this.#common.steps += steps.length;
    return this.#ask("step", { ...start, steps }, ["results", "state"], (reply) => ({
      results: listOf(reply.results, steps.length, "step").map((answer, i) =>
        this.#answer(answer, `$.results[${i}]`, variables, before),
      ),
      state: this.#common.seen.state(reply.state, "$.state", variables),
    }));
  }

  #answer(value: unknown, path: string, variables: readonly string[], before: SeenState): Answered {
    if (typeof value === "object" && value !== null && "refused" in value) {
      const { refused } = fieldsOf(value, path, ["refused"]);
      return { taken: false, refusal: refused === true ? null : textAt(refused, `${path}.refused`) };
    }
    const { next, effects } = fieldsOf(value, path, ["next", "effects"]);
    return {
      taken: true,
      next: this.#common.seen.changed(next, `${path}.next`, variables, before),
      effects: this.#common.seen.value(effects, `${path}.effects`),
    };
  }

  save(): Promise<string> {
    return this.#ask("save", {}, ["token"], ({ token }) => textAt(token, "$.token", 2 ** 16));
  }

  load(variables: readonly string[], token: string): Promise<SeenState> {
    return this.#ask("load", { token }, ["state"], (reply) => this.#common.seen.state(reply.state, "$.state", variables));
  }

  /** Lets it forget what it has saved of a model. */
  async reset(): Promise<void> {
    await this.#ask("reset", {}, [], () => undefined);
  }

  /** Asks whether some data are valid, and what they are. */
  verify(suite: string, cases: readonly object[]): Promise<readonly unknown[]> {
    this.#common.steps += cases.length;
    return this.#ask("verify", { suite, cases }, ["results"], ({ results }) => listOf(results, cases.length, "case"));
  }

  /** Lets it instantiate modules and call their functions. */
  run(cases: readonly RunInput[]): Promise<readonly RunOutput[]> {
    this.#common.steps += cases.reduce((sum, { calls }) => sum + 1 + calls.length, 0);
    return this.#ask("run", { cases }, ["results"], ({ results }) =>
      listOf(results, cases.length, "case").map((result, i) => runOutputAt(result, `$.results[${i}]`, cases[i] as RunInput)),
    );
  }

  /** Takes leave, and ends a process that stays. */
  async bye(): Promise<void> {
    try {
      await this.#ask("bye", {}, [], () => undefined);
      await this.#channel.ended();
    } catch (error) {
      if (!(error instanceof Misbehaviour)) throw error;
      this.#channel.kill();
    }
  }

  /** Sends a request; the reply has exactly the expected keys. */
  #ask<T>(op: string, fields: object, expected: readonly string[], read: (reply: Fields) => T): Promise<T> {
    const id = this.#requests++;
    return this.#channel.ask({ id, op, ...fields }, (reply) => {
      refuseExcuses(reply);
      const all = fieldsOf(reply, "$", ["id", ...expected]);
      oneAt(all.id, "$.id", [id]);
      return read(all);
    });
  }
}

/** What a reply may say in place of its fields: that it cannot, or does not. */
function refuseExcuses(reply: unknown): void {
  if (typeof reply !== "object" || reply === null) return;
  if ("skip" in reply) {
    const { skip } = fieldsOf(reply, "$", ["id", "skip"]);
    const { reason, link } = fieldsOf(skip, "$.skip", ["reason", "link"]);
    throw new Skipped(textAt(reason, "$.skip.reason"), linkAt(link, "$.skip.link"));
  }
  if ("error" in reply) {
    const { error } = fieldsOf(reply, "$", ["id", "error"]);
    throw new Misbehaviour("error", `it says that it cannot: ${textAt(error, "$.error", 2000)}`);
  }
}

function listOf(value: unknown, length: number, one: string): readonly unknown[] {
  const list = arrayAt(value, "$.results");
  if (list.length !== length) throw new BadValue("$.results", `${length} results, one for each ${one}`);
  return list;
}
