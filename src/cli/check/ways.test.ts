/** The ways of searching, as users of the command meet them. */

import { describe, expect, test } from "vitest";
import { packageRoot } from "../files.ts";
import { type Ended, fixtures, nexusIn, wordsOf } from "../testing-command.ts";

const good = fixtures("good");
const nexus = (...argv: readonly string[]) => nexusIn(packageRoot, ...argv);

interface Model {
  readonly name: string;
  readonly verdict: string;
  readonly failures: readonly string[];
  readonly [field: string]: unknown;
}

const models = ({ out }: Ended): readonly Model[] => JSON.parse(out).models;
const check = async (...argv: readonly string[]) => models(await nexus("check", "--json", ...argv));

describe("nexus check", () => {
  test.each(["--spec", "--code"])("%s counts the same on one thread, on two, and depth-first", async (world) => {
    const found = await Promise.all(
      [[], ["--workers", "2"], ["--dfs"], ["--fingerprint"]].map(async (flags) => {
        const [one] = await check("--model", "MCGsiN7n3", world, ...flags);
        const explored = (one?.["spec"] ?? one?.["code"] ?? {}) as { readonly [key: string]: unknown };
        const { distinct, generated, edges, witnesses } = explored;
        return {
          verdict: one?.verdict,
          failures: one?.failures,
          distinct,
          generated,
          edges,
          witnesses: new Set(witnesses as []),
        };
      }),
    );
    expect(found[0]).toMatchObject({ verdict: "holds", distinct: 6672 });
    for (const other of found) expect(other).toEqual(found[0]);
  });

  test("--symmetry shows orbits beside pinned states, and counts the same on two threads", async () => {
    const { code, out } = await nexus("check", "--model", "MCGsiN7n3", "--code", "--symmetry");
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}MCGsiN7n3 +- +- +- +- {2}holds /m);
    expect(out).toContain("      480 orbits of the 6,672 states that the manifest pins, symmetric in ");
    const [one] = await check("--model", "MCGsiN7n3", "--code", "--symmetry", "--workers", "2");
    expect(one).toMatchObject({ verdict: "holds", orbits: { distinct: 480 } });
  });

  test("--fingerprint prints how probable it is that a state was missed, and leaves behaviours unchecked", async () => {
    const { code, out } = await nexus("check", "--model", "MCGsiN4n4", "--spec", "--fingerprint");
    expect(code).toBe(0);
    expect(out.replace(/\s+/g, " ")).toMatch(/64-bit fingerprints: a state was missed with a probability of \d\.\de-\d+ if /);
    const counts = await nexus("check", "--model", "MCGsiCountsN24n3", "--fingerprint");
    expect(counts.code).toBe(0);
    expect(counts.out).toContain("not checked: ");
    expect(counts.out).toContain("Not checked: liveness (");
    const live = await nexus("check", "--model", "MCGsiCountsN24n3", "--workers", "2");
    expect(live.out).not.toContain("not checked: ");
  });

  test("--simulate never says that all is well, and its command repeats it", async () => {
    const clean = await nexus("check", "--model", "MCGsiN4n4", "--code", "--simulate", "50");
    expect(clean.code).toBe(3);
    expect(clean.out).toMatch(/^ {2}MCGsiN4n4 .* inconclusive /m);
    expect(clean.out.replace(/\s+/g, " ")).toMatch(/nothing is wrong in 50 behaviours of at most 100 steps, [\d,]+ steps in all/);
    const [, seed, line] = /^The seed is (\d+)\. The same behaviours again:\n {2}(nexus .*)$/m.exec(
      clean.err,
    ) as never as string[];
    expect(line).toBe(`nexus check --model MCGsiN4n4 --code --simulate 50 --seed ${seed} --max-steps 100`);
    const steps = ({ out }: Ended) => /[\d,]+ steps in all/.exec(out.replace(/\s+/g, " "))?.[0];
    expect(steps(await nexus(...wordsOf(line as string)))).toBe(steps(clean));
  });

  test("--simulate finds what is wrong, the same with the same seed", async () => {
    const flags = ["CounterOverflows", "--simulate=20", "--seed=3", "--max-steps=9", ...good];
    const ended = await nexus("check", ...flags);
    expect(ended.code).toBe(0);
    expect(ended.out).toContain(
      "Bounded is false after 3 steps: UpAnyway x3\n      in 1 behaviour of at most 9 steps, 3 steps in all",
    );
    const [first] = await check(...flags);
    expect(first).toMatchObject({ verdict: "fails as pinned", property: "Bounded", simulation: { seed: 3, maxSteps: 9 } });
    const [again] = await check(...flags);
    expect([again?.["trace"], again?.["simulation"]]).toEqual([first?.["trace"], first?.["simulation"]]);
    expect(await check("MCViolated", ...flags.slice(1)).catch(() => "refused")).toBe("refused");
  });

  test("--simulate exits with 1 where a model that must hold does not", async () => {
    const violated = await nexus("check", "--model", "MCViolated", "--simulate", ...fixtures("bad"));
    expect(violated.code).toBe(1);
    expect(violated.out).toContain("MCViolated: the invariant Beyond is false in an initial state\n");
    const stuck = await nexus("check", "--model", "MCStuck", "--simulate", "--dfs", ...fixtures("bad"));
    expect([stuck.code, stuck.out]).toEqual([2, ""]);
    expect(stuck.err).toContain("error[bad-flag] --simulate and --dfs exclude each other: a simulation has no order\nhint: ");
  });

  test("--dfs finds a deadlock and a violation too, and no shortest way is asked of it", async () => {
    expect((await nexus("check", "--model", "MCStuck", "--dfs", ...fixtures("bad"))).out).toContain("no step is possible");
    expect(await check("CounterOverflows", "--dfs", ...good)).toMatchObject([{ verdict: "fails as pinned" }]);
  });

  test.each([["--simulate"], ["--dfs"], ["--fingerprint"], ["--workers=2"]])("accepts no pins from %s", async (flag) => {
    const { code, err } = await nexus("check", "--accept", "Counter", flag, ...good);
    expect(code).toBe(2);
    expect(err).toContain("error[bad-flag] --accept needs the whole check\n");
  });
});
