/** What must agree before and beside the steps: names, kinds, domains, variables, tables, and fields that the module does not have. */

import { describe, expect, test } from "vitest";
import { compare, found, type Lock, lock, type OfProcess, stepOf, withAction, withSystem } from "./testing-models.ts";

const { actions } = lock.system;

describe("shape", () => {
  const { Ask, Grant, Release, GiveUp, Done } = actions as Required<typeof actions> & {
    readonly [name: string]: (typeof actions)[string];
  };
  const message = (model: typeof lock) => {
    const { verdict, difference, states } = compare(model);
    expect({ verdict, kind: difference?.kind, states }).toMatchObject({ verdict: "different", kind: "shape" });
    return difference?.message;
  };
  const inOrder = (entries: { readonly [name: string]: typeof Ask }) => withSystem(lock, { actions: entries as typeof actions });

  test("of actions: order, kind, parameters, a missing one", () => {
    expect(message(inOrder({ Grant, Ask, Release, GiveUp, Done }))).toContain(
      "place 1: the spec has machine Ask(p), the code has machine Grant(p)",
    );
    expect(message(withAction(lock, "Done", { kind: "machine" }))).toContain(
      "the spec has environment Done(), the code has machine Done()",
    );
    expect(message(withAction(lock, "Grant", { params: { q: [1, 2] } }))).toContain("the code has machine Grant(q)");
    expect(message(inOrder({ Ask, Grant, Release, GiveUp }))).toContain("the spec has environment Done(), the code has no more");
  });

  test("of domains: too few candidates, too many, two that are one value, one that is not outside", () => {
    expect(message(withAction(lock, "Grant", { params: { p: [1] } }))).toBe("the domains of p in Grant differ: the code lacks 2");
    expect(message(withAction(lock, "Grant", { params: { p: [1, 2, 3] }, outside: {} }))).toContain("the spec lacks 3");
    expect(message(withAction(lock, "Grant", { params: { p: [1, 2, 2] } }))).toContain(
      "two candidates of p in Grant are one value",
    );
    expect(message(withAction(lock, "Grant", { outside: { p: [2] } }))).toContain(
      "2 is declared to be outside the domain of p in Grant",
    );
  });

  test("of a domain that depends on the state, with the way to that state", () => {
    const params = { p: (s: Lock) => s.waiting.slice(0, 1) };
    expect(found(compare(withAction(lock, "GiveUp", { params })))).toMatchObject({ kind: "shape", trace: ["Ask(2)"] });
  });

  test("of variables, declared or given", () => {
    const variables = { machine: ["waiting"], world: ["holder", "served"] };
    expect(compare(withSystem(lock, { variables })).verdict).toBe("equal");
    expect(message(withSystem(lock, { variables: { machine: ["holder", "waiting"], world: ["served"] } }))).toContain(
      "the variables differ",
    );
    const abstract = (s: Lock) => ({ ...lock.system.abstract(s), extra: 1 });
    expect(message(withSystem(lock, { abstract }))).toContain("the variables of the abstraction differ");
  });

  test("of properties", () => {
    expect(message(withSystem(lock, { invariants: {} }))).toContain("the invariants differ");
  });

  test("of the table of refusals", () => {
    const table = lock.system.refusals ?? {};
    const { Done: _, ...lacking } = table;
    expect(message(withSystem(lock, { refusals: lacking }))).toBe("the table of refusals lacks Done");
    expect(message(withSystem(lock, { refusals: { ...table, Undo: {} } }))).toContain("names Undo, which is no action");
    expect(message(withSystem(lock, { refusals: { ...table, Release: { free: 9 } } }))).toContain(
      "Release/9, which is no conjunct of Lock",
    );
    expect(message(withSystem(lock, { refusals: { ...table, Release: { free: "internal" } } }))).toContain(
      "no action is internal",
    );
  });
});

describe("hidden fields", () => {
  interface Counting extends Lock {
    readonly asked: number;
  }
  const declared = { asked: "only a log reads it" };
  const { Ask, ...others } = actions;
  const counting = (hidden: { readonly [path: string]: string }) => {
    const { record, integer } = { record: lock.system.schema, integer: { kind: "integer", min: 0, max: 1 } as const };
    if (record.kind !== "record" || Ask === undefined) throw new Error("the lock has another shape");
    const schema = { kind: "record" as const, fields: { ...record.fields, asked: integer } };
    const step = (s: Counting, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      return typeof stepped === "string" ? stepped : ([{ ...s, ...stepped[0], asked: 1 - s.asked }, []] as const);
    };
    return {
      ...lock,
      system: {
        ...(lock.system as unknown as Omit<typeof lock.system, "hidden">),
        schema,
        hidden,
        initial: lock.system.initial.map((s) => ({ ...s, asked: 0 })),
        actions: { Ask: { ...Ask, step }, ...others },
      } as never as typeof lock.system,
    };
  };

  test("may differ where they are declared, and are counted", () => {
    const result = compare(counting(declared));
    expect(result.verdict).toBe("equal");
    expect(result.states).toBeGreaterThan(15);
    expect(result.hidden).toEqual({ asked: result.states - 15 });
    expect(result.digest).toBe(compare(lock).digest);
  });

  test("are a difference where they are not", () => {
    const result = compare(counting({}));
    expect(found(result)).toMatchObject({ verdict: "different", kind: "code-extra" });
    expect(result.difference?.message).toContain("differ in asked, which is not declared as hidden");
  });
});
