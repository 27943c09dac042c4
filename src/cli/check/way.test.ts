import { describe, expect, test } from "vitest";
import type { NexusError } from "../../lib/errors.ts";
import type { Entry } from "../codec.ts";
import { parseFlags } from "../flags.ts";
import { checkFlags } from "./flags.ts";
import { modeOf, wayOf } from "./way.ts";

const values = (...argv: readonly string[]) => parseFlags(checkFlags, argv).values;
const way = (...argv: readonly string[]) => wayOf(values(...argv));
const entry = (kind: Entry["kind"]) => ({ kind }) as Entry;

/** The message of the error of usage that a call throws. */
function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    const { code, exit, hint, message } = error as NexusError;
    expect([code, exit, typeof hint]).toEqual(["bad-flag", 2, "string"]);
    return message;
  }
  return "";
}

describe("how a graph is searched", () => {
  test("is what the flags say", () => {
    expect(way()).toEqual({});
    expect(way("--workers", "1")).toEqual({});
    expect(way("--workers=3", "--symmetry")).toEqual({ workers: 3, symmetry: true });
    expect(way("--dfs")).toEqual({ depthFirst: true });
    expect(way("--fingerprint")).toEqual({ fingerprints: true });
    expect(way("--simulate", "2k", "--seed", "0", "--max-steps", "9")).toEqual({
      simulation: { traces: 2000, seed: 0, maxSteps: 9 },
    });
  });

  test("draws another seed each time, unless told", () => {
    const seeds = Array.from({ length: 4 }, () => way("--simulate").simulation);
    for (const one of seeds) expect(one).toMatchObject({ traces: 10_000, maxSteps: 100 });
    expect(new Set(seeds.map((one) => one?.seed)).size).toBeGreaterThan(1);
  });

  test.each<[readonly string[], string]>([
    [["--simulate", "--workers", "2"], "--simulate and --workers exclude each other"],
    [["--simulate", "--dfs"], "--simulate and --dfs exclude each other"],
    [["--simulate", "--symmetry"], "--simulate and --symmetry exclude each other"],
    [["--simulate", "--fingerprint"], "--simulate and --fingerprint exclude each other"],
    [["--simulate", "--max-states", "5"], "--simulate and --max-states exclude each other"],
    [["--simulate", "--certificate", "x"], "--simulate and --certificate exclude each other"],
    [["--dfs", "--workers", "2"], "--dfs and --workers exclude each other"],
    [["--dfs", "--fingerprint"], "--dfs and --fingerprint exclude each other"],
    [["--fingerprint", "--workers", "2"], "--fingerprint and --workers exclude each other"],
    [["--fingerprint", "--certificate", "x"], "--fingerprint and --certificate exclude each other"],
    [["--seed", "1"], "--seed is of a simulation"],
    [["--max-steps", "1"], "--max-steps is of a simulation"],
    [["--workers", "0"], "--workers needs a positive whole number"],
    [["--workers", "two"], "--workers needs a positive whole number"],
    [["--workers", "257"], "--workers is at most 256, not 257"],
    [["--simulate=0"], "--simulate needs a positive whole number"],
    [["--simulate=", "--seed=1"], "--simulate needs a positive whole number"],
    [["--simulate", "--seed=-1"], "--seed needs a whole number below 2^31"],
    [["--simulate", "--max-steps=0"], "--max-steps needs a positive whole number"],
  ])("refuses %j", (argv, message) => {
    expect(refusal(() => way(...argv))).toContain(message);
  });
});

describe("the world of another way than lockstep's", () => {
  test.each(["--workers=2", "--dfs", "--simulate", "--fingerprint"])("%s is of the one that is asked for", (flag) => {
    for (const mode of ["spec", "code"] as const) expect(modeOf(values(flag), mode, [entry("lockstep")])).toBe(mode);
    expect(modeOf(values(flag), "kind", [entry("spec"), entry("broken")])).toBe("spec");
    for (const kind of ["lockstep", "refinement"] as const) {
      expect(refusal(() => modeOf(values(flag), "kind", [entry("spec"), entry(kind)]))).toContain("is of one world");
    }
  });

  test("symmetry is of the code", () => {
    expect(modeOf(values("--symmetry"), "code", [entry("lockstep")])).toBe("code");
    expect(refusal(() => modeOf(values("--symmetry"), "spec", [entry("lockstep")]))).toContain("--symmetry is of the code");
    expect(refusal(() => modeOf(values("--symmetry", "--dfs"), "kind", [entry("spec")]))).toContain("--symmetry is of the code");
    expect(refusal(() => modeOf(values("--symmetry"), "kind", [entry("lockstep")]))).toContain("not for lockstep");
  });

  test("is lockstep where nothing else is asked", () => {
    expect(modeOf(values("--max-states", "5"), "kind", [entry("lockstep")])).toBe("kind");
  });
});
