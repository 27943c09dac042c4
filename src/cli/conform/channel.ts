/**
 * A foreign implementation as a process: one JSON document a line in each direction, answers in the order of the questions. Questions are
 * sent whether or not earlier ones are answered. Whatever the process does, the runner goes on: an end, a silence, a line that is no JSON,
 * has no end or was not asked for become a {@link Misbehaviour}, and the process is ended.
 */

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { StringDecoder } from "node:string_decoder";
import { BadValue } from "../../checker/index.ts";
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

  /** Whether the process goes on. */
  get isMild(): boolean {
    return this.kind === "error" || this.kind === "way" || this.kind === "given-up";
  }
}

/** A question was under way when the process ended because of another one: nothing is known of its answer, and it is to be asked again. */
export class Withdrawn extends Error {
  constructor() {
    super("the process has ended before it could answer");
  }
}

/** More than any reply needs. In UTF-16 units. */
const LONGEST_LINE = 2 ** 24;
/** How much of what a process wrote to standard error is shown. */
const LAST_WORDS = 800;

/** The time limit is counted in so many parts. While this process is busy and reads nothing, at most one of them goes by. */
const TICKS = 4;

interface Waiting {
  /** Reads the answer. Throws what is wrong with it. */
  readonly take: (line: string) => void;
  readonly reject: (error: Error) => void;
}

export class Channel {
  readonly #adapter: Adapter;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #decoder = new StringDecoder("utf8");
  /** Parts of the line that has no end yet. */
  #parts: string[] = [];
  #length = 0;
  /** Who waits for an answer, the oldest question first. */
  readonly #waiting: Waiting[] = [];
  /** Runs while an answer is due. */
  #timer: NodeJS.Timeout | undefined;
  #ticks = 0;
  #over: Misbehaviour | null = null;
  /** How the process ended while nobody asked it anything, until the next question is told. */
  #untold: Misbehaviour | null = null;
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

  /** How the process ended while nobody asked it anything; null where that is known already. */
  takeUntold(): Misbehaviour | null {
    const untold = this.#untold;
    this.#untold = null;
    return untold;
  }

  /**
   * Sends a document, at once, and waits for the answer to it, which `read` reads. Rejects with the {@link Misbehaviour} that the answer is
   * (the process has ended then, also where `read` throws `BadValue`), with {@link Withdrawn}, or with what else `read` throws.
   */
  ask<T>(document: object, read: (reply: unknown) => T): Promise<T> {
    if (this.#over !== null) return Promise.reject(this.takeUntold() ?? new Withdrawn());
    return new Promise((resolve, reject) => {
      this.#waiting.push({ take: (line) => resolve(read(JSON.parse(line))), reject });
      if (this.#waiting.length === 1) this.#startClock();
      this.#send(`${JSON.stringify(document)}\n`);
    });
  }

  /** What is sent within one turn is written at once. */
  #send(line: string): void {
    const { stdin } = this.#process;
    if (stdin.writableCorked === 0) {
      stdin.cork();
      process.nextTick(() => stdin.uncork());
    }
    stdin.write(line);
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
    this.#untold = null;
  }

  /** Each answer has the whole time from the one before it on. */
  #startClock(): void {
    clearTimeout(this.#timer);
    this.#ticks = 0;
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#tick(), (this.#adapter.seconds * 1000) / TICKS);
  }

  #tick(): void {
    this.#ticks += 1;
    if (this.#ticks < TICKS) this.#timer?.refresh();
    else this.#end(new Misbehaviour("silence", `it did not answer within ${this.#adapter.seconds} s`, this.lastWords));
  }

  #read(text: string): void {
    const pieces = text.split("\n");
    for (const [i, piece] of pieces.entries()) {
      if (this.#over !== null) return;
      this.#parts.push(piece);
      this.#length += piece.length;
      if (this.#length > LONGEST_LINE) {
        this.#end(new Misbehaviour("too-long", `it wrote a line of more than ${LONGEST_LINE} characters`));
      } else if (i < pieces.length - 1) this.#line();
    }
  }

  #line(): void {
    const line = this.#parts.join("");
    this.#parts = [];
    this.#length = 0;
    const [head] = this.#waiting;
    if (head === undefined) {
      this.#end(new Misbehaviour("garbage", "it wrote a line that was not asked for"));
      return;
    }
    try {
      head.take(line);
    } catch (error) {
      const fatal = fatalIn(error, line);
      if (fatal !== null) {
        this.#end(fatal);
        return;
      }
      head.reject(error as Error);
    }
    this.#waiting.shift();
    this.#startClock();
  }

  /** The oldest question has caused it; the others are withdrawn. */
  #end(misbehaviour: Misbehaviour): void {
    if (this.#over !== null) return;
    this.#over = misbehaviour;
    running.delete(this);
    this.#parts = [];
    clearTimeout(this.#timer);
    this.#signal();
    const [head, ...others] = this.#waiting.splice(0);
    if (head === undefined) this.#untold = misbehaviour;
    head?.reject(misbehaviour);
    for (const { reject } of others) reject(new Withdrawn());
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

/** An answer that is none; null for one that says that something cannot be done. */
function fatalIn(error: unknown, line: string): Misbehaviour | null {
  if (error instanceof SyntaxError) return new Misbehaviour("garbage", `it wrote a line that is no JSON: ${excerptOf(line)}`);
  return error instanceof BadValue ? new Misbehaviour("form", `its reply is malformed at ${error.message}`) : null;
}

const LONGEST_EXCERPT = 80;

const excerptOf = (text: string): string =>
  JSON.stringify(text.length > LONGEST_EXCERPT ? `${text.slice(0, LONGEST_EXCERPT)}...` : text);
