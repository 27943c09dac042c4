/** Step vectors held against a closed system in this process: the machine that the system drives must do what each line says. */

import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { unreachable } from "../../lib/errors.ts";
import { type Args, conjunctId, type System } from "../../lib/model.ts";
import { neutralText } from "./neutral.ts";
import type { MachineLine, StepLine, StepsHeader } from "./vectors.ts";

/** A file of vectors beside the system of its model. The file is trusted. */
export class SystemVectors {
  /** By their ids. */
  readonly steps: ReadonlyMap<string, StepLine>;
  readonly #system: System<unknown>;
  readonly #variables: readonly string[];
  /** The lines of machines, and the states that were made for them. */
  readonly #lines = new Map<string, MachineLine>();
  readonly #states = new Map<string, unknown>();
  /** Initial states by their texts, as far as they have been looked at: a model may have thousands. */
  readonly #initial = new Map<string, unknown>();
  #looked = 0;

  constructor(system: System<unknown>, text: string) {
    const [first, ...rest] = text.trimEnd().split("\n");
    const lines = rest.map((line) => JSON.parse(line) as MachineLine | StepLine);
    this.#system = system;
    this.#variables = (JSON.parse(first as string) as StepsHeader).variables;
    for (const line of lines) if ("state" in line) this.#lines.set(line.id, line);
    this.steps = new Map(lines.flatMap((line) => ("on" in line ? [[line.id, line] as const] : [])));
  }

  /** What the machine does wrong at a line, in a few words; null where it does what the line says. */
  objection({ on, action, args, next, effects, refused }: StepLine): string | null {
    const before = this.#stateOf(on);
    const answer = this.#step(before, action, args);
    if (typeof answer === "string") {
      if (refused === undefined) return `is refused by ${answer}`;
      return refused.includes(answer) ? null : `is refused by ${answer} in place of ${refused.join(" or ")}`;
    }
    if (refused !== undefined) return "is taken";
    const wanted = { ...this.#shown(before), ...next };
    if (this.#text(this.#shown(answer.next)) !== this.#text(wanted)) return "leads to another state";
    return neutralText(answer.effects) === neutralText(effects as Itf) ? null : "has other effects";
  }

  /** The conjunct that the machine refuses a line's input by; null where it takes the step. */
  refusal({ on, action, args }: StepLine): string | null {
    const answer = this.#step(this.#stateOf(on), action, args);
    return typeof answer === "string" ? answer : null;
  }

  /**
   * The conjunct by which the environment does not produce a line's input; null where it does. Vectors say nothing of the world, which is
   * the one on the way to the line's machine.
   */
  forbidden({ on, action, args }: StepLine): string | null {
    const state = this.#stateOf(on);
    const data = this.#dataOf(state, action, args);
    if (typeof data === "string") return null;
    const refusal = this.#system.actions[action]?.admits?.(state, data as never) ?? null;
    return refusal === null ? null : this.#conjunct(action, refusal);
  }

  /** A line's state, by the steps that lead there. */
  #stateOf(id: string): unknown {
    const known = this.#states.get(id);
    if (known !== undefined) return known;
    const { state, from, action = "", args = {} } = this.#lines.get(id) ?? unreachable(`no machine ${id}`);
    const found = from === undefined ? this.#initialState(this.#text(state)) : this.#reached(from, action, args);
    if (found === undefined) return unreachable(`${id} is not reached`);
    this.#states.set(id, found);
    return found;
  }

  #initialState(text: string): unknown {
    const { initial } = this.#system;
    while (!this.#initial.has(text) && this.#looked < initial.length) {
      const state = initial[this.#looked++];
      this.#initial.set(this.#text(this.#shown(state)), state);
    }
    return this.#initial.get(text);
  }

  #reached(from: string, action: string, args: ItfRecord): unknown {
    const answer = this.#step(this.#stateOf(from), action, args);
    return typeof answer === "string" ? undefined : answer.next;
  }

  #step(state: unknown, action: string, args: ItfRecord): { readonly next: unknown; readonly effects: Itf } | string {
    const data = this.#dataOf(state, action, args);
    if (typeof data === "string") return data;
    const { actions, abstractEffect } = this.#system;
    const stepped = actions[action]?.step(state, data as never) ?? unreachable(`no action ${action}`);
    if (typeof stepped === "string") return this.#conjunct(action, stepped);
    const written = stepped[1].map((effect) => abstractEffect?.(effect) ?? (effect as unknown as Itf));
    return { next: stepped[0], effects: { "#tup": written } };
  }

  #conjunct(action: string, refusal: string): string {
    const conjunct = this.#system.refusals?.[action]?.[refusal];
    return (conjunct === undefined ? null : conjunctId(action, conjunct)) ?? `${action}: ${refusal}`;
  }

  /** The arguments as the code has them; the conjunct of the domain where it has none. */
  #dataOf(state: unknown, action: string, args: ItfRecord): Args | string {
    const data: { [param: string]: Data } = {};
    for (const [param, value] of Object.entries(args)) {
      const found = this.#candidate(state, action, param, neutralText(value));
      if (found === undefined) return `${action}/in:${param}`;
      data[param] = found.value;
    }
    return data;
  }

  /** The argument as the code has it: the candidate that is written so. */
  #candidate(state: unknown, action: string, param: string, text: string): { readonly value: Data } | undefined {
    const { actions, abstractArg = {} } = this.#system;
    const { params, outside = {} } = actions[action] ?? unreachable(`no action ${action}`);
    const domain = params[param] ?? unreachable(`${action} has no argument ${param}`);
    const write = abstractArg[param] ?? ((value: Data) => value as unknown as Itf);
    const all = [...(outside[param] ?? []), ...(typeof domain === "function" ? domain(state) : domain)];
    const value = all.find((candidate) => neutralText(write(candidate)) === text);
    return value === undefined ? undefined : { value };
  }

  #shown(state: unknown): ItfRecord {
    const abstract = this.#system.abstract(state);
    return Object.fromEntries(this.#variables.map((name) => [name, abstract[name] ?? unreachable(`no ${name}`)]));
  }

  #text(state: ItfRecord): string {
    return this.#variables.map((name) => neutralText(state[name] as Itf)).join(" ");
  }
}
