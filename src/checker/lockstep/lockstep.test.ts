/** One clause of a small model is changed at a time, in one of the worlds; lockstep must name it, and the shortest way to it. */

import { describe, expect, test } from "vitest";
import { NexusError } from "../../lib/errors.ts";
import { insert } from "../../lib/sorted-set.ts";
import { explore } from "../explorer.ts";
import { lockstep } from "./lockstep.ts";
import {
  compare,
  found,
  type Lock,
  lock,
  type OfProcess,
  specOf,
  stepOf,
  withAction,
  withSource,
  withSystem,
} from "./testing-models.ts";

const equal = { verdict: "equal", kind: undefined };

describe("equal worlds", () => {
  test("have the same states, edges and digest", () => {
    const result = compare(lock);
    expect(found(result)).toEqual(equal);
    expect(result.states).toBe(15);
    expect(result.spec?.distinct).toBe(15);
    expect(result.edges).toEqual({ Ask: 8, Grant: 6, Release: 6, GiveUp: 2, Done: 1 });
    expect(result.digest).toBe(result.spec?.digest);
    expect(result.witnesses).toEqual(["AllServed"]);
    expect(result.bytes).toBeGreaterThan(0);
  });

  test("refuse each binding for the first false conjunct, for the environment's or for the domain", () => {
    const { refused, bindings, edges } = compare(lock);
    expect(Object.keys(refused).sort()).toEqual(
      ["Ask/1", "Ask/2", "Ask/env1", "Ask/in:p", "Done/1", "GiveUp/1", "Grant/1", "Grant/2", "Release/1"].sort(),
    );
    const total = (counts: { readonly [name: string]: number }) => Object.values(counts).reduce((sum, count) => sum + count);
    expect(total(refused) + total(edges)).toBe(bindings);
  });

  test("are found with an exploration that was made before", () => {
    const spec = specOf(lock);
    const alone = explore(spec.graph, { digest: true });
    const result = lockstep(spec, lock.system, { alone });
    expect(result.spec).toBe(alone);
    expect(found(result)).toEqual(equal);
  });
});

test("an exploration by fingerprints cannot be compared with: one may stand for two states", () => {
  const spec = specOf(lock);
  const result = lockstep(spec, lock.system, { alone: explore(spec.graph, { digest: true, fingerprints: true }) });
  expect(result).toMatchObject({ verdict: "error", error: { code: "fingerprints-unsound", exit: 2 } });
  expect((result.error as NexusError).message).toContain("lockstep needs full keys");
});

describe("code-extra", () => {
  test("a guard is missing in the code", () => {
    const careless = (s: Lock, { p }: OfProcess) => stepOf("Grant")(s.waiting.includes(p) ? { ...s, holder: 0 } : s, { p });
    expect(found(compare(withAction(lock, "Grant", { step: careless })))).toEqual({
      verdict: "different",
      kind: "code-extra",
      trace: ["Ask(2)", "Grant(1)"],
      step: "Grant(2)",
      conjunct: "Grant/1",
      variables: ["waiting: {2} / {}", "holder: 1 / 2"],
    });
  });

  test("a guard is stronger in the module", () => {
    const stronger = withSource(lock, "  /\\ p \\in waiting\n", "  /\\ p \\in waiting \\ {1}\n");
    expect(found(compare(stronger, { requireSound: false }))).toMatchObject({
      kind: "code-extra",
      trace: [],
      step: "Grant(1)",
      conjunct: "Grant/2",
    });
  });

  test("both take the step, to different states", () => {
    const step = (s: Lock) => (s.holder === 0 ? "free" : ([{ ...s, holder: 0 }, [{ type: "Freed" }]] as const));
    expect(found(compare(withAction(lock, "Release", { step })))).toEqual({
      verdict: "different",
      kind: "code-extra",
      trace: ["Grant(1)"],
      step: "Release()",
      variables: ["served: {1} / {}"],
    });
  });

  test("the code accepts a value outside the domain", () => {
    const step = (s: Lock, { p }: OfProcess) => (p === 0 ? ([s, []] as const) : stepOf("Ask")(s, { p }));
    expect(found(compare(withAction(lock, "Ask", { step })))).toMatchObject({ kind: "code-extra", trace: [], step: "Ask(0)" });
  });

  test("an initial state is none of the spec's", () => {
    const initial = [...lock.system.initial, { waiting: [2], holder: 0, served: [] }];
    const result = compare(withSystem(lock, { initial }));
    expect(found(result)).toEqual({ verdict: "different", kind: "code-extra", trace: [] });
    expect(result.difference?.trace?.states).toEqual([{ waiting: { "#set": [2] }, holder: 0, served: { "#set": [] } }]);
  });

  test("the environment of the model admits more than the module's", () => {
    const careless = withAction(lock, "Ask", { admits: () => null });
    expect(found(compare(careless))).toMatchObject({
      kind: "code-extra",
      trace: ["Grant(1)", "Release()"],
      step: "Ask(1)",
      conjunct: "Ask/env1",
    });
  });

  test("a step writes to the state that it is given", () => {
    const step = (s: Lock) => {
      if (s.holder === 0) return "free";
      (s as { holder: number }).holder = 0;
      return [{ ...s, served: insert(s.served, 1) }, [{ type: "Freed" }]] as const;
    };
    const result = compare(withAction(withSource(lock, "served \\cup {holder}", "served \\cup {1}"), "Release", { step }));
    expect(found(result)).toMatchObject({ kind: "code-extra", trace: ["Grant(1)"], step: "Release()" });
    expect(result.difference?.message).toBe("Release changes the state that it is given");
  });
});

describe("spec-extra", () => {
  test("a guard is stronger in the code", () => {
    const step = (s: Lock, args: OfProcess) => (s.served.length > 0 ? "not-waiting" : stepOf("Grant")(s, args));
    expect(found(compare(withAction(lock, "Grant", { step })))).toEqual({
      verdict: "different",
      kind: "spec-extra",
      trace: ["Ask(2)", "Grant(1)", "Release()"],
      step: "Grant(2)",
      refusal: "not-waiting",
      variables: ["waiting: {} / {2}", "holder: 2 / 0"],
    });
  });

  test("a guard is missing in the module", () => {
    const always = withSource(lock, "  /\\ holder # p\n", "");
    expect(found(compare(always))).toEqual({ verdict: "unsound", kind: undefined });
    expect(found(compare(always, { requireSound: false }))).toMatchObject({
      kind: "spec-extra",
      trace: ["Grant(1)"],
      step: "Ask(1)",
      refusal: "holder",
    });
  });

  test("an initial state is missing in the code", () => {
    const result = compare(withSystem(lock, { initial: lock.system.initial.slice(0, 1) }));
    expect(found(result)).toEqual({ verdict: "different", kind: "spec-extra", trace: [] });
    expect(result.difference?.trace?.states).toEqual([{ waiting: { "#set": [1] }, holder: 0, served: { "#set": [] } }]);
  });

  test("the environment of the module admits more than the model's", () => {
    const admits = () => "served-already";
    expect(found(compare(withAction(lock, "Ask", { admits })))).toMatchObject({ kind: "spec-extra", trace: [], step: "Ask(1)" });
  });
});

describe("the whole graphs", () => {
  test("a state of the spec that no state of the code abstracts to", () => {
    const spec = specOf(lock);
    const beyond = spec.state({ waiting: { "#set": [1] }, holder: 1, served: { "#set": [] } });
    const graph: typeof spec.graph = {
      ...spec.graph,
      successors: (state, visit) => {
        spec.graph.successors(state, visit);
        visit(0, beyond);
      },
    };
    const get = (target: typeof spec, key: keyof typeof spec) => {
      const value = key === "states" ? graph : target[key];
      return typeof value === "function" ? value.bind(target) : value;
    };
    const alone = explore(graph, { digest: true, checkInvariants: false });
    const result = lockstep(new Proxy(spec, { get } as ProxyHandler<typeof spec>), lock.system, { alone });
    expect(found(result)).toMatchObject({ verdict: "different", kind: "spec-extra" });
    expect(result.difference?.message).toBe("9 states of the spec are reached by no state of the code");
    expect(result.difference?.trace?.states.at(-1)).toMatchObject({ holder: 1, waiting: { "#set": [1] } });
  });

  test("the labelled edges, by their digest", () => {
    const spec = specOf(lock);
    const alone = { ...explore(spec.graph, { digest: true }), digest: "0123456789abcdef" };
    const result = lockstep(spec, lock.system, { alone });
    expect(found(result)).toEqual({ verdict: "different", kind: "spec-extra" });
    expect(result.difference?.message).toContain("digest 0123456789abcdef of the spec");
  });
});

describe("effect", () => {
  test("the code sends something else", () => {
    const step = (s: Lock, args: OfProcess) => {
      const stepped = stepOf("Grant")(s, args);
      return typeof stepped === "string" ? stepped : ([stepped[0], [{ type: "Granted", to: 1 }]] as const);
    };
    const result = compare(withAction(lock, "Grant", { step }));
    expect(found(result)).toEqual({ verdict: "different", kind: "effect", trace: ["Ask(2)"], step: "Grant(2)" });
    expect(result.difference?.spec?.effects).toEqual({ "#tup": [{ type: "Granted", to: 2 }] });
    expect(result.difference?.code?.effects).toEqual({ "#tup": [{ type: "Granted", to: 1 }] });
  });

  test("the module sends something else", () => {
    const other = withSource(lock, "ReleaseEffects == <<", 'ReleaseEffects == <<[type |-> "Noted"], ');
    expect(found(compare(other))).toMatchObject({ kind: "effect", trace: ["Grant(1)"], step: "Release()" });
  });

  test("a step of the environment has effects", () => {
    const step = (s: Lock) => (s.served.length < 2 ? "not-done" : ([s, [{ type: "Freed" }]] as const));
    expect(found(compare(withAction(lock, "Done", { step })))).toMatchObject({ kind: "effect", step: "Done()" });
  });
});

describe("refusal", () => {
  test("guards stand in another order", () => {
    const step = (s: Lock, { p }: OfProcess) => (s.waiting.includes(p) ? stepOf("Grant")(s, { p }) : "not-waiting");
    expect(found(compare(withAction(lock, "Grant", { step })))).toEqual({
      verdict: "different",
      kind: "refusal",
      trace: ["Grant(1)"],
      step: "Grant(1)",
      conjunct: "Grant/1",
      refusal: "not-waiting",
    });
  });

  test("the environment's guard has another name", () => {
    const admits = (s: Lock, { p }: OfProcess) => (s.served.includes(p) ? "holder" : null);
    expect(found(compare(withAction(lock, "Ask", { admits })))).toMatchObject({
      kind: "refusal",
      trace: ["Grant(1)", "Release()"],
      step: "Ask(1)",
      conjunct: "Ask/env1",
      refusal: "holder",
    });
  });

  test("a value in the domain is refused as if it were outside", () => {
    const step = (s: Lock, args: OfProcess) => (s.holder === args.p ? "stranger" : stepOf("Ask")(s, args));
    expect(found(compare(withAction(lock, "Ask", { step })))).toMatchObject({
      kind: "refusal",
      trace: ["Grant(1)"],
      step: "Ask(1)",
      conjunct: "Ask/2",
    });
  });

  test("a value outside the domain is refused for a conjunct that holds", () => {
    const step = (s: Lock, { p }: OfProcess) => (p === 3 ? "holder" : stepOf("Ask")(s, { p }));
    expect(found(compare(withAction(lock, "Ask", { step })))).toMatchObject({ kind: "refusal", trace: [], step: "Ask(3)" });
  });
});

describe("property", () => {
  test("an invariant that only claims to be checked is found where the module's fails", () => {
    const unsafe = withSource(lock, "  /\\ holder # p\n", "  /\\ TRUE\n");
    const step = (s: Lock, { p }: OfProcess) => {
      const refused = stepOf("Ask")({ ...s, holder: 0 }, { p });
      return typeof refused === "string" ? refused : ([{ ...s, waiting: insert(s.waiting, p) }, []] as const);
    };
    const result = compare(withAction(withSystem(unsafe, { invariants: { HolderIsNotWaiting: () => true } }), "Ask", { step }), {
      requireSound: false,
    });
    expect(found(result)).toEqual({ verdict: "different", kind: "property", trace: ["Grant(1)", "Ask(1)"] });
    expect(result.difference?.message).toBe("the invariant HolderIsNotWaiting holds in the code only");
  });

  test("an invariant fails in the code only", () => {
    const result = compare(withSystem(lock, { invariants: { HolderIsNotWaiting: (s) => s.holder !== 2 } }));
    expect(found(result)).toEqual({ verdict: "different", kind: "property", trace: ["Ask(2)", "Grant(2)"] });
  });

  test("a witness is reached earlier in the code", () => {
    const result = compare(withSystem(lock, { witnesses: { AllServed: (s) => s.served.length > 0 } }));
    expect(found(result)).toEqual({ verdict: "different", kind: "property", trace: ["Grant(1)", "Release()"] });
  });
});

describe("other ends", () => {
  test("two successors under one label are an error", () => {
    const twice = withSource(lock, "  /\\ holder' = 0\n", "  /\\ holder' \\in {0, 1}\n");
    const { verdict, error } = compare(twice, { requireSound: false });
    expect(verdict).toBe("error");
    expect(error).toBeInstanceOf(NexusError);
    expect((error as NexusError).code).toBe("two-successors");
  });

  test("a value outside the domain that the module gives no meaning is the domain's to refuse", () => {
    const partial = withSource(
      lock,
      "  /\\ p \\notin waiting\n",
      "  /\\ p \\notin waiting /\\ (CHOOSE q \\in {1, 2} : q = p) = p\n",
    );
    const refusals = {
      ...lock.system.refusals,
      Ask: { stranger: "in:p", "waiting-already": 1, holder: 3, "served-already": "env1" },
    } as const;
    expect(found(compare(withSystem(partial, { refusals })))).toEqual(equal);
    const step = (s: Lock, { p }: OfProcess) => (p === 3 ? "holder" : stepOf("Ask")(s, { p }));
    expect(found(compare(withAction(withSystem(partial, { refusals }), "Ask", { step })))).toMatchObject({
      kind: "refusal",
      step: "Ask(3)",
    });
  });

  test("a step that throws is an error", () => {
    const step = () => {
      throw new RangeError("a bug of the code");
    };
    expect(compare(withAction(lock, "Release", { step }))).toMatchObject({
      verdict: "error",
      error: { message: "a bug of the code" },
    });
  });

  test("limits are inconclusive, never equal", () => {
    expect(compare(lock, { maxStates: 4 })).toMatchObject({ verdict: "inconclusive", limit: "states" });
    expect(compare(lock, { maxStates: 4, requireSound: false })).toMatchObject({ verdict: "inconclusive", limit: "states" });
    expect(compare(lock, { stop: () => true, progressEvery: 1 })).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
  });

  test("progress is reported of both worlds", () => {
    const worlds: string[] = [];
    compare(lock, { progressEvery: 5, onProgress: (world, { distinct }) => worlds.push(`${world} ${distinct > 0}`) });
    expect([...new Set(worlds)]).toEqual(["spec true", "lockstep true"]);
  });
});
