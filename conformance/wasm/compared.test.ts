import { describe, expect, test } from "vitest";
import { externalFolder, missingData } from "../external.ts";
import { ScriptRun } from "./run.ts";
import { readSuite, SUITE } from "./suite.ts";
import { assembler } from "./text.ts";

const dir = externalFolder(SUITE);
if (dir === null) console.warn(missingData(SUITE));

/** Steps of one invocation that are compared. The rest of it is run over typed arrays alone. */
const STEPS = 40;
/** Scripts in which whole memories or deep stacks are turned into immutable ones most of the time. */
const SLOW = ["call.wast", "call_indirect.wast", "memory_copy.wast", "memory_grow.wast", "skip-stack-guard-page.wast"];

describe.runIf(dir !== null)("the official suite on both steppers", () => {
  test("leaves equal states after every step", async () => {
    const assemble = await assembler();
    let steps = 0;
    for (const { file, commands } of readSuite(dir as string)) {
      if (SLOW.includes(file)) continue;
      const run = new ScriptRun(assemble, STEPS);
      const failures = commands.map((command) => run.verdict(command)).filter(({ kind }) => kind === "failed");
      expect(failures, file).toEqual([]);
      expect(run.wholeDifference(), file).toBeUndefined();
      steps += run.comparedSteps;
    }
    expect(steps).toBeGreaterThan(180_000);
  }, 180_000);
});
