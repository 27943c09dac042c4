/** Pairs of worlds that differ where a comparison is easily careless. Each must be caught. */

import { describe, expect, test } from "vitest";
import { record, setOf } from "../../lib/schema.ts";
import { has, insert } from "../../lib/sorted-set.ts";
import { explore } from "../explorer.ts";
import {
  compare,
  found,
  type Lock,
  lock,
  type Model,
  type OfProcess,
  specOf,
  stepOf,
  withAction,
  withSource,
  withSystem,
} from "./testing-models.ts";

const { actions, refusals } = lock.system;

interface Got {
  readonly got: readonly number[];
}
type OfSet = { readonly S: readonly number[] };

/** Takes one of two sets again and again. */
const pick: Model<Got> = {
  module: "Pick",
  source: `---- MODULE Pick ----
VARIABLE got
Init == got = {}
Take(S) == got' = S
TakeEffects(S) == <<>>
Next == \\E S \\in {{1}, {1, 2}} : Take(S)
Spec == Init /\\ [][Next]_got
Some == got \\subseteq {1, 2}
====
`,
  config: "SPECIFICATION Spec\nINVARIANT Some\n",
  system: {
    module: "Pick",
    name: "MCPick",
    schema: record({ got: setOf([1, 2]) }),
    initial: [{ got: [] }],
    actions: { Take: { kind: "machine", params: { S: [[1], [1, 2]] }, step: (_: Got, { S }: OfSet) => [{ got: S }, []] } },
    invariants: { Some: ({ got }) => got.every((one) => one <= 2) },
    witnesses: {},
    abstract: ({ got }) => ({ got: { "#set": got } }),
    abstractArg: { S: (S) => ({ "#set": S as readonly number[] }) },
    refusals: { Take: {} },
  },
};

describe("inputs that the environment forbids", () => {
  const served = (s: Lock, { p }: OfProcess) => has(s.served, p);

  test("lead to the same state in both worlds", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      return typeof stepped !== "string" && served(s, args) ? ([{ ...stepped[0], waiting: [] }, []] as const) : stepped;
    };
    expect(found(compare(withAction(lock, "Ask", { step })))).toMatchObject({ kind: "code-extra", step: "Ask(1)" });
  });

  test("leave the world as it is where the module does", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      return typeof stepped !== "string" && served(s, args) ? ([{ ...stepped[0], served: [] }, []] as const) : stepped;
    };
    expect(found(compare(withAction(lock, "Ask", { step }))).verdict).toBe("different");
  });

  test("have the same effects", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      return typeof stepped !== "string" && served(s, args) ? ([stepped[0], [{ type: "Again" }]] as const) : stepped;
    };
    expect(found(compare(withAction(lock, "Ask", { step })))).toMatchObject({ kind: "effect", step: "Ask(1)" });
  });
});

describe("refusals", () => {
  test("without a name stand for nothing, also where the table has none for a conjunct", () => {
    const step = (s: Lock) => (s.holder === 0 ? "" : stepOf("Release")(s, { p: 0 }));
    const nameless = withSystem(withAction(lock, "Release", { step }), { refusals: { ...refusals, Release: {} } });
    expect(found(compare(nameless))).toMatchObject({ kind: "refusal", step: "Release()", conjunct: "Release/1" });
  });
});

describe("steps", () => {
  test("do not write to their arguments", () => {
    expect(compare(pick).verdict).toBe("equal");
    const step = (_: Got, { S }: OfSet) => {
      const given = [...S];
      (S as number[]).reverse();
      return [{ got: given.sort() }, []] as const;
    };
    expect(compare(withAction(pick, "Take", { step }))).toMatchObject({ verdict: "error", error: expect.any(TypeError) });
  });

  test("give the same each time that they are asked", () => {
    let asked = 0;
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      asked += typeof stepped === "string" ? 0 : 1;
      return typeof stepped !== "string" && asked % 2 === 0 ? ([{ ...s, waiting: insert(s.waiting, 1) }, []] as const) : stepped;
    };
    const result = compare(withAction(lock, "Ask", { step }));
    expect(found(result)).toMatchObject({ verdict: "different" });
    expect(result.difference?.message).toContain("asked twice");
  });

  test("keep to the fields of the schema", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Ask")(s, args);
      return typeof stepped === "string" ? stepped : ([{ ...stepped[0], tired: true }, []] as const);
    };
    const result = compare(withAction(lock, "Ask", { step }));
    expect(result).toMatchObject({ verdict: "error", error: { code: "bound-exceeded" } });
  });
});

describe("effects", () => {
  test("that differ are written differently", () => {
    const forgetful = withSource(lock, '<<[type |-> "Granted", to |-> p]>>', '<<[type |-> "Granted"]>>');
    const abstractEffect = (effect: unknown) => ({ type: (effect as { readonly type: string }).type });
    const result = compare(withSystem(forgetful, { abstractEffect }));
    expect(result).toMatchObject({ verdict: "error", error: { code: "merged-effects" } });
    expect(String(result.error)).toContain('[{"type":"Granted","to":1}] and [{"type":"Granted","to":2}]');
  });
});

describe("a cfg that identifies states", () => {
  const view = { ...lock, config: `${lock.config}VIEW holder\n` };

  test("does not hide any from the comparison", () => {
    const result = compare(view);
    expect(found(result)).toEqual({ verdict: "equal", kind: undefined });
    expect(result.digest).toBe(compare(lock).digest);
    expect(explore(specOf(view).graph, { checkDeadlock: false }).distinct).toBeLessThan(result.states);
  });

  test("does not hide a difference behind the state that was seen first", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Release")(s, args);
      return typeof stepped === "string" || s.waiting.length === 0
        ? stepped
        : ([{ ...stepped[0], served: [] }, stepped[1]] as const);
    };
    expect(found(compare(withAction(view, "Release", { step })))).toMatchObject({ kind: "code-extra", step: "Release()" });
  });
});

test("the lock itself is equal", () => {
  expect(found(compare(lock)).verdict).toBe("equal");
  expect(Object.keys(actions)).toHaveLength(5);
});
