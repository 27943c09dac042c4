/** All valid programs of an alphabet up to a length: those that the NVM's own decoder and validator accept. */

import { ModuleError } from "../../nvm/errors.ts";
import { loadModule } from "../../nvm/load.ts";
import { moduleOf } from "./binary.ts";
import { deploy, type Loading } from "./deploy.ts";
import type { Deployed, Instruction, Program, Shell } from "./types.ts";

/** Whether a program is valid; and if not, whether one that begins with it may be. */
export type Verdict = "valid" | "beginning" | "wrong";

/**
 * Decoding and validation go through the instructions in their order: what is refused before the `end` of the function is refused however
 * the program goes on.
 */
export function judged(shell: Shell, text: Program): Verdict {
  const { bytes, end } = moduleOf(shell, text);
  try {
    loadModule(bytes);
    return "valid";
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    return error.offset >= end ? "beginning" : "wrong";
  }
}

/** The valid programs, the shorter ones first. */
export function programsOf(loading: Loading, alphabet: readonly Instruction[], maxLength: number): readonly Deployed[] {
  const valid: Deployed[] = [];
  let beginnings: readonly Program[] = [[]];
  for (let length = 0; length <= maxLength; length++) {
    const next: Program[] = [];
    for (const text of beginnings) {
      const verdict = judged(loading.shell, text);
      if (verdict === "valid") valid.push(deploy(loading, text));
      if (verdict !== "wrong") next.push(text);
    }
    beginnings = length === maxLength ? [] : next.flatMap((text) => alphabet.map((instruction) => [...text, instruction]));
  }
  return valid;
}
