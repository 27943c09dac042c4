/**
 * A foreign implementation as a process: one JSON document a line in each direction. Whatever it does, the runner goes on: an end, a
 * silence, a line that is no JSON or has no end become a {@link Misbehaviour}, and the process is ended.
 */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import type { Adapter } from "./adapter.ts";

/** What an implementation did that the protocol does not allow. */
export class Misbehaviour extends Error {
  /** `way`: it does not come into a state because of an earlier step; `given-up`: it has failed too often to be asked. */
  readonly kind: "start" | "end" | "silence" | "garbage" | "too-long" | "error" | "form" | "way" | "given-up";
  /** The end of what the process wrote to standard error. */
  readonly lastWords: string;
  constructor(kind: Misbehaviour["kind"], message: string, lastWords = "") {
    super(message);
    this.kind = kind;
    this.lastWords = lastWords;
  }
}

/** More than any reply needs. In UTF-16 units. */
const LONGEST_LINE = 2 ** 24;
/** How much of what a process wrote to standard error is shown. */
const LAST_WORDS = 800;

interface Waiting {
  readonly resolve: (line: string) => void;
  readonly reject: (misbehaviour: Misbehaviour) => void;
}

export class Channel {
  readonly #adapter: Adapter;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #decoder = new StringDecoder("utf8");
  /** Parts of the line that has no end yet. */
  #parts: string[] = [];
  #length = 0;
  readonly #lines: string[] = [];
  #waiting: Waiting | null = null;
  #over: Misbehaviour | null = null;
  #lastWords = "";

  constructor(adapter: Adapter) {
    this.#adapter = adapter;
    const [program, ...args] = adapter.command as [string, ...string[]];
    // A group of its own, so that what it starts ends with it.
    this.#process = spawn(program, args, {
      cwd: adapter.directory,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...adapter.env },
      stdio: ["pipe", "pipe", "pipe"],
      detached: true,
    });
    running.add(this);
    this.#process.on("error", (error) => this.#end(new Misbehaviour("start", `cannot start ${program}: ${error.message}`)));
    this.#process.on("close", (code, signal) => {
      this.#end(new Misbehaviour("end", `it ended with ${signal === null ? `code ${code}` : signal}`, this.lastWords));
    });
    // Writing to a process that has ended is no error of its own: its end is.
    this.#process.stdin.on("error", () => undefined);
    this.#process.stdout.on("data", (bytes: Buffer) => this.#read(this.#decoder.write(bytes)));
    this.#process.stderr.on("data", (bytes: Buffer) => {
      this.#lastWords = (this.#lastWords + bytes.toString("utf8")).slice(-LAST_WORDS);
    });
  }

  get isOver(): boolean {
    return this.#over !== null;
  }

  /** The end of what the process has written to standard error. */
  get lastWords(): string {
    return this.#lastWords.trim();
  }

  /** Sends a document and waits for one. Throws {@link Misbehaviour}; the process has ended then. */
  async ask(document: object): Promise<unknown> {
    if (this.#over !== null) throw this.#over;
    if (this.#lines.length > 0) throw this.#end(new Misbehaviour("garbage", "it wrote a line that was not asked for"));
    const answer = this.#next();
    this.#process.stdin.write(`${JSON.stringify(document)}\n`);
    const line = await answer;
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw this.#end(new Misbehaviour("garbage", `it wrote a line that is no JSON: ${excerptOf(line)}`));
    }
  }

  /** Waits until the process ends by itself, and ends it where it stays. */
  async ended(): Promise<void> {
    if (this.#over !== null) return;
    this.#process.stdin.end();
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#process.once("close", () => resolve());
      timer = setTimeout(resolve, this.#adapter.seconds * 1000);
    });
    clearTimeout(timer);
    this.kill();
  }

  /** Ends the process and what it has started. */
  kill(): void {
    this.#end(new Misbehaviour("end", "it was ended"));
  }

  #next(): Promise<string> {
    return new Promise((resolve, reject) => {
      const { seconds } = this.#adapter;
      const timer = setTimeout(() => {
        this.#end(new Misbehaviour("silence", `it did not answer within ${seconds} s`, this.lastWords));
      }, seconds * 1000);
      const done = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer);
          this.#waiting = null;
          settle(value);
        };
      };
      this.#waiting = { resolve: done(resolve), reject: done(reject) };
    });
  }

  #read(text: string): void {
    if (this.#over !== null) return;
    const pieces = text.split("\n");
    for (const [i, piece] of pieces.entries()) {
      this.#parts.push(piece);
      this.#length += piece.length;
      if (this.#length > LONGEST_LINE) {
        this.#end(new Misbehaviour("too-long", `it wrote a line of more than ${LONGEST_LINE} characters`));
        return;
      }
      if (i < pieces.length - 1) this.#line();
    }
  }

  #line(): void {
    const line = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    if (this.#waiting === null) this.#lines.push(line);
    else this.#waiting.resolve(line);
  }

  #end(misbehaviour: Misbehaviour): Misbehaviour {
    if (this.#over !== null) return this.#over;
    this.#over = misbehaviour;
    running.delete(this);
    this.#parts = [];
    this.#signal();
    this.#waiting?.reject(misbehaviour);
    return misbehaviour;
  }

  #signal(): void {
    const { pid } = this.#process;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // The group has ended already.
    }
  }
}

/** Processes that are alive. The runner's own end is theirs. */
const running = new Set<Channel>();
process.on("exit", () => {
  for (const channel of running) channel.kill();
});

const LONGEST_EXCERPT = 80;

const excerptOf = (text: string): string =>
  JSON.stringify(text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}...` : text);
