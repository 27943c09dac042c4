/** A foreign implementation, asked in the terms of the runner protocol. Its process is started when it is needed, and again after it failed. */

import { BadValue } from "../../checker/index.ts";
import type { Data, ItfRecord } from "../../lib/data.ts";
import { ExitCode, NexusError, unreachable } from "../../lib/errors.ts";
import type { RunInput, RunOutput } from "../vectors/nvm/suite.ts";
import { type Adapter, linkAt } from "./adapter.ts";
import { Channel, Misbehaviour } from "./channel.ts";
import { runOutputAt } from "./run-reply.ts";
import { Seen, type SeenState, type SeenValue } from "./seen.ts";
import { arrayAt, type Fields, fieldsOf, oneAt, textAt, textsAt } from "./strict.ts";

export const PROTOCOL_VERSION = 1;

export const LEVELS = [1, 2, 3] as const;
export type Level = (typeof LEVELS)[number];

export const FEATURES = ["stateless", "save", "refusals"] as const;

/** What an implementation says of itself. */
export interface Hello {
  readonly name: string;
  readonly version: string;
  readonly levels: readonly Level[];
  readonly features: ReadonlySet<(typeof FEATURES)[number]>;
  readonly modules: readonly string[];
  readonly suites: readonly string[];
}

/** A model, as an implementation is told of it. */
export interface ModelSubject {
  readonly module: string;
  readonly model: string;
  readonly constants: { readonly [name: string]: Data };
  readonly variables: readonly string[];
}

export interface Label {
  readonly action: string;
  readonly args: ItfRecord;
}

/** What an implementation says to one input. */
export type Answered =
  | { readonly taken: true; readonly next: SeenState; readonly effects: SeenValue }
  | { readonly taken: false; readonly refusal: string | null };

export interface Stepped {
  readonly results: readonly Answered[];
  /** The state after the inputs. */
  readonly state: SeenState;
}

/** Where inputs start from: each from a given state or from a saved one, or one after another from the present state. */
export type Start = { readonly state: ItfRecord } | { readonly token: string } | Record<string, never>;

/** The implementation does not do what it is asked for, and says why. */
export class Skipped extends Error {
  readonly link: string;
  constructor(reason: string, link: string) {
    super(reason);
    this.link = link;
  }
}

/** Inputs in one request. */
const BATCH = 4096;
/** After so many failures nothing is asked any more: each may have cost a time limit. */
const MOST_FAILURES = 25;

export class Implementation {
  readonly #adapter: Adapter;
  readonly #seen = new Seen();
  #channel: Channel | null = null;
  #hello: Hello | null = null;
  #requests = 0;
  #failures = 0;
  #steps = 0;
  /** Counts processes: what one has saved is unknown to the next. */
  #generation = 0;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /** How many inputs it was given. */
  get steps(): number {
    return this.#steps;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Starts the process, if there is none. Throws {@link Misbehaviour}. */
  async hello(): Promise<Hello> {
    await this.#open();
    return this.#hello as Hello;
  }

  /** Tells of a model and puts it into an initial state. */
  async init({ module, model, constants, variables }: ModelSubject, state: ItfRecord): Promise<SeenState> {
    const reply = await this.#ask("init", { module, model, constants, state }, ["state"]);
    return this.#read(() => this.#seen.state(reply.state, "$.state", variables));
  }

  /** Gives inputs, at least one, in the state `before`. */
  async step(variables: readonly string[], start: Start, before: SeenState, steps: readonly Label[]): Promise<Stepped> {
    const results: Answered[] = [];
    let state: SeenState | null = null;
    for (let first = 0; first < steps.length; first += BATCH) {
      const batch = steps.slice(first, first + BATCH);
      this.#steps += batch.length;
      const reply = await this.#ask("step", { ...start, steps: batch }, ["results", "state"]);
      this.#read(() => {
        const answers = arrayAt(reply.results, "$.results");
        if (answers.length !== batch.length) throw new BadValue("$.results", `${batch.length} results, one for each step`);
        for (const [i, answer] of answers.entries()) results.push(this.#answer(answer, `$.results[${i}]`, variables, before));
        state = this.#seen.state(reply.state, "$.state", variables);
      });
    }
    return { results, state: state ?? unreachable("no input") };
  }

  #answer(value: unknown, path: string, variables: readonly string[], before: SeenState): Answered {
    if (typeof value === "object" && value !== null && "refused" in value) {
      const { refused } = fieldsOf(value, path, ["refused"]);
      return { taken: false, refusal: refused === true ? null : textAt(refused, `${path}.refused`) };
    }
    const { next, effects } = fieldsOf(value, path, ["next", "effects"]);
    return {
      taken: true,
      next: this.#seen.changed(next, `${path}.next`, variables, before),
      effects: this.#seen.value(effects, `${path}.effects`),
    };
  }

  async save(): Promise<string> {
    const reply = await this.#ask("save", {}, ["token"]);
    return this.#read(() => textAt(reply.token, "$.token", 2 ** 16));
  }

  async load(variables: readonly string[], token: string): Promise<SeenState> {
    const reply = await this.#ask("load", { token }, ["state"]);
    return this.#read(() => this.#seen.state(reply.state, "$.state", variables));
  }

  /** Lets it forget what it has saved of a model. */
  async reset(): Promise<void> {
    await this.#ask("reset", {}, []);
  }

  /** Asks whether some data are valid, and what they are. */
  async verify(suite: string, cases: readonly object[]): Promise<readonly unknown[]> {
    this.#steps += cases.length;
    const reply = await this.#ask("verify", { suite, cases }, ["results"]);
    return this.#read(() => resultsOf(reply, cases.length));
  }

  /** Lets it instantiate modules and call their functions. */
  async run(cases: readonly RunInput[]): Promise<readonly RunOutput[]> {
    this.#steps += cases.reduce((sum, { calls }) => sum + 1 + calls.length, 0);
    const reply = await this.#ask("run", { cases }, ["results"]);
    return this.#read(() => {
      const results = resultsOf(reply, cases.length);
      return results.map((result, i) => runOutputAt(result, `$.results[${i}]`, cases[i] as RunInput));
    });
  }

  /** Takes leave, and ends a process that stays. */
  async bye(): Promise<void> {
    if (this.#channel === null || this.#channel.isOver) return;
    try {
      await this.#ask("bye", {}, []);
      await this.#channel.ended();
    } catch (error) {
      if (!(error instanceof Misbehaviour)) throw error;
      this.#channel.kill();
    }
  }

  /** A reply that does not have the form of the protocol is a failure of the implementation. Its process is ended: who knows what comes next. */
  #read<T>(read: () => T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      this.#channel?.kill();
      this.#failures += 1;
      throw new Misbehaviour("form", `its reply is malformed at ${error.message}`);
    }
  }

  async #ask(op: string, fields: object, expected: readonly string[]): Promise<Fields> {
    return this.#askOn(await this.#open(), op, fields, expected);
  }

  async #askOn(channel: Channel, op: string, fields: object, expected: readonly string[]): Promise<Fields> {
    const id = this.#requests++;
    let reply: unknown;
    try {
      reply = await channel.ask({ id, op, ...fields });
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
    return this.#read(() => {
      const keys = typeof reply === "object" && reply !== null ? Object.keys(reply) : [];
      if (keys.includes("skip")) {
        const { skip } = fieldsOf(reply, "$", ["id", "skip"]);
        const { reason, link } = fieldsOf(skip, "$.skip", ["reason", "link"]);
        throw new Skipped(textAt(reason, "$.skip.reason"), linkAt(link, "$.skip.link"));
      }
      if (keys.includes("error")) {
        const { error } = fieldsOf(reply, "$", ["id", "error"]);
        throw new Misbehaviour("error", `it says that it cannot: ${textAt(error, "$.error", 2000)}`);
      }
      const read = fieldsOf(reply, "$", ["id", ...expected]);
      oneAt(read.id, "$.id", [id]);
      return read;
    });
  }

  async #open(): Promise<Channel> {
    if (this.#channel !== null && !this.#channel.isOver) return this.#channel;
    if (this.#failures >= MOST_FAILURES) {
      throw new Misbehaviour("given-up", `it has failed ${MOST_FAILURES} times and is not asked any more`);
    }
    const channel = new Channel(this.#adapter);
    this.#channel = channel;
    this.#generation += 1;
    const reply = await this.#askOn(channel, "hello", { protocol: PROTOCOL_VERSION }, [
      ...["protocol", "name", "version", "levels", "features", "modules", "suites"],
    ]);
    this.#hello = this.#read(() => helloOf(reply));
    return channel;
  }
}

function resultsOf({ results }: Fields, cases: number): readonly unknown[] {
  const given = arrayAt(results, "$.results");
  if (given.length !== cases) throw new BadValue("$.results", `${cases} results, one for each case`);
  return given;
}

function helloOf(reply: Fields): Hello {
  oneAt(reply.protocol, "$.protocol", [PROTOCOL_VERSION]);
  const features = arrayAt(reply.features, "$.features").map((feature, i) => oneAt(feature, `$.features[${i}]`, FEATURES));
  return {
    name: textAt(reply.name, "$.name"),
    version: textAt(reply.version, "$.version"),
    levels: arrayAt(reply.levels, "$.levels").map((level, i) => oneAt(level, `$.levels[${i}]`, LEVELS)),
    features: new Set(features),
    modules: textsAt(reply.modules, "$.modules"),
    suites: textsAt(reply.suites, "$.suites"),
  };
}

/** Why there is no implementation to ask. */
export function cannotStart({ kind, message, lastWords }: Misbehaviour): NexusError {
  const said = lastWords === "" ? message : `${message}; its last words: ${lastWords}`;
  const exit = kind === "start" || kind === "end" ? ExitCode.environment : ExitCode.violated;
  return new NexusError("no-implementation", `hello was not answered: ${said}`, {
    hint: "docs/runner-protocol.md describes hello",
    exit,
  });
}
