import { describe, expect, test } from "vitest";
import { hostAccepts } from "../../nvm/testing-modules.ts";
import { moduleOf } from "./binary.ts";
import { judged, programsOf } from "./grammar.ts";
import { settingOf } from "./models.ts";
import * as grammars from "./shells.ts";
import type { Instruction, Program } from "./types.ts";

/** All sequences of up to so many instructions. */
function sequences(alphabet: readonly Instruction[], maxLength: number): readonly Program[] {
  let last: readonly Program[] = [[]];
  const all = [...last];
  for (let length = 1; length <= maxLength; length++) {
    last = last.flatMap((text) => alphabet.map((instruction) => [...text, instruction]));
    all.push(...last);
  }
  return all;
}

describe.each(Object.entries(grammars))("the grammar %s", (_, { shell, alphabet }) => {
  const { schedule } = settingOf({ grammar: { shell, alphabet: [] }, maxLength: 0, gas: [0] }).constants;

  test("has the programs that the NVM and the host accept, and no beginning of one is left out", () => {
    const all = sequences(alphabet, 2);
    const accepted = all.filter((text) => hostAccepts(moduleOf(shell, text).bytes));
    const programs = programsOf({ shell, schedule, stackBytes: 128 }, alphabet, 2);
    expect(programs.map(({ text }) => text)).toEqual(accepted);
    expect(all.filter((text) => judged(shell, text) === "valid")).toEqual(accepted);
  });

  test("knows the place of each cell of each program", () => {
    for (const { text, code, places } of programsOf({ shell, schedule, stackBytes: 128 }, alphabet, 2)) {
      for (const { ip, func } of places.values()) {
        expect(ip).toBeGreaterThan(0);
        if (func === shell.hosts.length) expect(ip).toBeLessThanOrEqual(text.length + 1);
      }
      expect(places.size).toBeLessThan(code.cells.length / 4);
    }
  });
});
