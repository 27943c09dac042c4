import { describe, expect, test } from "vitest";
import { type Judgement, stronger } from "./judgement.ts";
import type { Ledger } from "./ledger.ts";
import type { Mutant } from "./mutant.ts";
import { sample } from "./sample.ts";
import { idleInvariants, killersOf, objections, staleEntries, summarize } from "./verdicts.ts";

const mutant = (id: string, target?: string): Mutant => ({
  world: id.startsWith("code:") ? "code" : "spec",
  id,
  file: "f",
  line: 1,
  change: "",
  source: "",
  tree: undefined as never,
  ...(target === undefined ? {} : { target }),
});
const judged = (id: string, alone: string, lockstep: string, more: Partial<Judgement> & { target?: string } = {}) => {
  const { target, ...rest } = more;
  return { mutant: mutant(id, target), judgement: { alone, lockstep, agreed: 0, ...rest } };
};
const ledger = (verdicts: Ledger["verdicts"], equivalent: Ledger["equivalent"] = []): Ledger => ({
  format: 1,
  named: [],
  equivalent,
  verdicts,
});

describe("a run objects to", () => {
  test("nothing where all is as pinned", () => {
    const pins = { a: "deadlock / code-extra", b: "survives / equal" };
    const all = [judged("a", "deadlock", "code-extra"), judged("b", "survives", "equal")];
    expect(objections(all, ledger(pins, [{ id: "b", argument: "why" }]))).toEqual([]);
  });

  test("a survivor that is not listed", () => {
    expect(objections([judged("a", "survives", "equal")], ledger({ a: "survives / equal" }))).toEqual([
      "a survives and is not listed as equivalent",
    ]);
  });

  test("a listed mutant that dies, by either judge", () => {
    const listed = [{ id: "a", argument: "why" }];
    expect(objections([judged("a", "survives", "effect")], ledger({ a: "survives / effect" }, listed))).toEqual([
      "a is listed as equivalent and dies: survives / effect",
    ]);
    expect(objections([judged("a", "counts", "equal")], ledger({ a: "counts / equal" }, listed))).toHaveLength(1);
  });

  test("another verdict than pinned, and a mutant without a pin", () => {
    expect(objections([judged("a", "deadlock", "effect")], ledger({ a: "counts / effect" }))).toEqual([
      "a: deadlock / effect, pinned is counts / effect",
    ]);
    expect(objections([judged("a", "deadlock", "effect")], ledger({}))).toEqual(["a: deadlock / effect, pinned is nothing"]);
  });

  test("invariants that disagree", () => {
    const all = [judged("a", "deadlock", "effect", { disagreement: "Nested is true in the code and false in the module" })];
    expect(objections(all, ledger({ a: "deadlock / effect" }))).toEqual([
      "a: Nested is true in the code and false in the module",
    ]);
  });

  test("a mutant by hand that its invariant or lockstep does not kill", () => {
    const one = (alone: string, lockstep: string) =>
      objections([judged("a", alone, lockstep, { target: "Nested" })], ledger({ a: `${alone} / ${lockstep}` }));
    expect(one("invariant Nested", "code-extra")).toEqual([]);
    expect(one("invariant Bounded", "code-extra")).toEqual(["a must be killed by Nested with lockstep off: invariant Bounded"]);
    expect(one("invariant Nested", "equal")).toEqual(["a must be killed by lockstep"]);
  });
});

test("entries of mutants that no longer exist are stale", () => {
  const stale = staleEntries(
    [mutant("a")],
    ledger({ a: "deadlock / effect", b: "deadlock / effect" }, [{ id: "c", argument: "why" }]),
  );
  expect(stale).toEqual(["c is in the ledger and is no mutant", "b is in the ledger and is no mutant"]);
});

test("an invariant that kills no mutant of a world is idle, TypeOK apart", () => {
  const all = [judged("code:a", "invariant Nested", "code-extra"), judged("spec:b", "invariant Bounded", "code-extra")];
  const killers = killersOf(["TypeOK", "Nested", "Bounded"], all);
  expect(killers[1]).toEqual({ invariant: "Nested", spec: [], code: ["code:a"] });
  expect(idleInvariants(killers)).toEqual([
    "no mutant of the spec dies by Nested with lockstep off",
    "no mutant of the code dies by Bounded with lockstep off",
  ]);
});

test("the summary counts each way to die", () => {
  const all = [
    judged("a", "invariant Nested", "code-extra", { agreed: 3 }),
    judged("b", "counts", "equal", { agreed: 4 }),
    judged("c", "survives", "equal"),
    judged("d", "survives", "effect"),
  ];
  expect(summarize(all)).toEqual({ mutants: 4, byLockstep: 2, alone: 2, byInvariants: 1, survivors: 1, agreed: 7 });
});

test("what is found in a state is stronger than what is not found at all", () => {
  expect(stronger("survives", "counts")).toBe("counts");
  expect(stronger("witness W", "counts")).toBe("witness W");
  expect(stronger("counts", "invariant Nested")).toBe("invariant Nested");
  expect(stronger("deadlock", "survives")).toBe("deadlock");
});

describe("a sample", () => {
  const items = Array.from({ length: 50 }, (_, i) => i);

  test("is the same for the same seed, in order, without repetition", () => {
    const chosen = sample(items, 10, 7);
    expect(sample(items, 10, 7)).toEqual(chosen);
    expect([...new Set(chosen)].sort((a, b) => a - b)).toEqual(chosen);
    expect(chosen).toHaveLength(10);
  });

  test("differs for another seed, and is everything where there is less", () => {
    expect(sample(items, 10, 8)).not.toEqual(sample(items, 10, 7));
    expect(sample(items, 90, 7)).toEqual(items);
  });
});
