/**
 * Inputs for the loader, each drawn from the seed and its number alone, and what must hold of each: it is accepted or refused with a
 * `ModuleError`, and what is accepted the host's WebAssembly accepts too. The host may accept more: it knows later proposals.
 */

import { seededRandom } from "nexus-reference/lib/random";
import { loadModule, ModuleError, type ModuleErrorCode } from "nexus-reference/nvm";
import { randomModule } from "./modules.ts";
import { mutated } from "./mutate.ts";

/** How likely a step of a spoiled body breaks a rule. */
const SPOIL = 0.03;

/** The input of that number. Of four, one is a random module as it is, one has spoiled bodies, and two have changed bytes. */
export function inputOf(seed: number, number: number): Uint8Array {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ number);
  if (number % 4 === 0) return randomModule(random);
  if (number % 4 === 1) return randomModule(random, SPOIL);
  return mutated(random, randomModule(random), randomModule(random));
}

export type Outcome =
  | { readonly kind: "accepted" }
  | { readonly kind: "refused"; readonly code: ModuleErrorCode; readonly rule: string }
  | { readonly kind: "wrong"; readonly why: string };

interface Host {
  readonly WebAssembly: { readonly validate: (bytes: Uint8Array) => boolean };
}

export const hostAccepts = (bytes: Uint8Array): boolean => (globalThis as unknown as Host).WebAssembly.validate(bytes);

export type Load = (bytes: Uint8Array) => unknown;

export function outcomeOf(bytes: Uint8Array, load: Load = loadModule): Outcome {
  try {
    load(bytes);
  } catch (error) {
    if (error instanceof ModuleError) return { kind: "refused", code: error.code, rule: error.rule };
    return { kind: "wrong", why: `the loader fails with ${(error as Error).stack ?? String(error)}` };
  }
  return hostAccepts(bytes) ? { kind: "accepted" } : { kind: "wrong", why: "it is accepted, and the host refuses it" };
}

export interface Tally {
  inputs: number;
  accepted: number;
  readonly refused: { [code in ModuleErrorCode]?: number };
  /** By rule: how often the host accepts what is refused as invalid. */
  readonly hostOnly: Map<string, number>;
  readonly wrong: { readonly number: number; readonly why: string }[];
}

/** Runs inputs `from` up to, and without, `from + inputs`. Stops at the tenth wrong outcome. */
export function fuzz({ seed, from, inputs }: { seed: number; from: number; inputs: number }, load?: Load): Tally {
  const tally: Tally = { inputs: 0, accepted: 0, refused: {}, hostOnly: new Map(), wrong: [] };
  for (let number = from; number < from + inputs && tally.wrong.length < 10; number++) {
    const bytes = inputOf(seed, number);
    const outcome = outcomeOf(bytes, load);
    tally.inputs++;
    if (outcome.kind === "accepted") tally.accepted++;
    else if (outcome.kind === "wrong") tally.wrong.push({ number, why: outcome.why });
    else {
      tally.refused[outcome.code] = (tally.refused[outcome.code] ?? 0) + 1;
      const rule = outcome.rule.replace(/ \d+$/, "");
      if (outcome.code === "invalid-module" && hostAccepts(bytes)) tally.hostOnly.set(rule, (tally.hostOnly.get(rule) ?? 0) + 1);
    }
  }
  return tally;
}
