/** A foreign implementation. Its process is started when it is needed, and again after it failed. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import type { RunInput, RunOutput } from "../vectors/nvm/suite.ts";
import type { Adapter } from "./adapter.ts";
import { Misbehaviour } from "./channel.ts";
import type { Hello } from "./protocol.ts";
import { Seen } from "./seen.ts";
import { type Common, Session } from "./session.ts";

/** After so many failures nothing is asked any more: each may have cost a time limit. */
const MOST_FAILURES = 25;

export class Implementation {
  readonly #adapter: Adapter;
  readonly #common: Common = { seen: new Seen(), steps: 0 };
  readonly #blamed = new Set<Misbehaviour>();
  #session: Session | null = null;
  #hello: Hello | null = null;

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
  }

  /** How many inputs it was given. */
  get steps(): number {
    return this.#common.steps;
  }

  /** The process, if there is one. */
  get session(): Session | null {
    return this.#session?.isOver === false ? this.#session : null;
  }

  /** Starts the process, if there is none. Throws {@link Misbehaviour}. */
  async hello(): Promise<Hello> {
    await this.open();
    return this.#hello as Hello;
  }

  /** The process, started if there is none. Throws {@link Misbehaviour}. */
  async open(): Promise<Session> {
    if (this.session !== null) return this.session;
    const untold = this.#session?.takeUntold() ?? null;
    if (untold !== null) throw untold;
    if (this.#blamed.size >= MOST_FAILURES) {
      throw new Misbehaviour("given-up", `it has failed ${MOST_FAILURES} times and is not asked any more`);
    }
    const session = new Session(this.#adapter, this.#common);
    this.#session = session;
    this.#hello = await session.hello();
    return session;
  }

  /** Counts a failure, once. Those that are counted have ended a process. */
  blame(error: unknown): void {
    if (error instanceof Misbehaviour && !error.isMild) this.#blamed.add(error);
  }

  /** Asks whether some data are valid, and what they are. */
  verify(suite: string, cases: readonly object[]): Promise<readonly unknown[]> {
    return this.#ask((session) => session.verify(suite, cases));
  }

  /** Lets it instantiate modules and call their functions. */
  run(cases: readonly RunInput[]): Promise<readonly RunOutput[]> {
    return this.#ask((session) => session.run(cases));
  }

  /** Asks the process, started if there is none, and counts what goes wrong. */
  async #ask<T>(of: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await of(await this.open());
    } catch (error) {
      this.blame(error);
      throw error;
    }
  }

  /** Takes leave, and ends a process that stays. */
  async bye(): Promise<void> {
    await this.session?.bye();
  }
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
