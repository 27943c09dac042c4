/** Certificates of one state of each orbit: what they carry, and every way in which one is refused. */

import { describe, expect, test } from "vitest";
import type { Data } from "../lib/data.ts";
import type { Permutation, PermutationGroup, System } from "../lib/model.ts";
import { integer, sequenceOf } from "../lib/schema.ts";
import type { CertificateHeader, CertificateState, CertificateSubject } from "./certificate.ts";
import { readCertificateHeader } from "./certificate-read.ts";
import { type Recheck, type RecheckOptions, recheck } from "./certificate-recheck.ts";
import { certificateText } from "./certificate-write.ts";
import { explore } from "./explorer.ts";
import { graphOf } from "./system-graph.ts";

/** How far each process is: idle, waiting, or in its critical section. The processes are 1, 2, ... */
type Places = readonly number[];

/** Processes of which at most one is in its critical section. */
function processes(classes: readonly (readonly number[])[]): System<Places> & { readonly group: PermutationGroup<Places> } {
  const count = classes.flat().length;
  const rename = (places: Places, by: Permutation): Places => {
    const renamed = [...places];
    for (const [from, to] of by) renamed[(to as number) - 1] = places[(from as number) - 1] as number;
    return renamed;
  };
  const toCanonical = (places: Places): Permutation =>
    new Map(
      classes.flatMap((numbers) => {
        const sorted = numbers.toSorted((a, b) => (places[b - 1] as number) - (places[a - 1] as number));
        return sorted.map((number, i) => [number, numbers[i] as number] as const);
      }),
    );
  const group = { classes, rename, toCanonical };
  const move =
    (from: number) =>
    (places: Places, { p }: { readonly p: number }): readonly [Places, readonly Data[]] | string => {
      if (places[p - 1] !== from) return "elsewhere";
      if (from === 1 && places.includes(2)) return "held";
      return [places.with(p - 1, (from + 1) % 3), []];
    };
  const params = { p: classes.flat().toSorted((a, b) => a - b) };
  const canonical = (places: Places) => rename(places, toCanonical(places));
  return {
    group,
    module: "Processes",
    name: "MCProcesses",
    schema: sequenceOf(integer(0, 2), count),
    initial: params.p.map((p) => params.p.map((other) => (other === p ? 1 : 0))),
    actions: {
      Ask: { kind: "machine", params, step: move(0) },
      Enter: { kind: "machine", params, step: move(1) },
      Leave: { kind: "machine", params, step: move(2) },
    },
    invariants: { Exclusion: (places) => places.filter((place) => place === 2).length <= 1 },
    witnesses: {},
    abstract: (places) => ({ places: { "#tup": places } }),
    symmetry: { about: "processes", canonical, permuted: canonical, group },
  };
}

const CLASSES = [[1, 2, 3], [4]];
const system = processes(CLASSES);
const { group } = system;
const graph = graphOf(system);
const orbits = graphOf(system, { symmetry: true });
const subject: CertificateSubject = {
  model: "MCProcesses",
  module: "Processes",
  world: "code",
  constants: {},
  constraints: [],
  symmetry: { about: "processes", classes: CLASSES },
  sources: {},
  deadlock: true,
};
const [first = "", ...rest] = [...certificateText(orbits, explore(orbits), subject, group)].join("").trimEnd().split("\n");
const header = JSON.parse(first) as CertificateHeader;
const states = rest.map((line) => JSON.parse(line) as CertificateState);
const identity = (places: Places) => places.join();

interface Change {
  readonly header?: Partial<CertificateHeader>;
  readonly states?: readonly CertificateState[];
  readonly options?: RecheckOptions<Places>;
}

/** Checks the certificate after a change. */
function changed(change: Change): Recheck {
  const top = readCertificateHeader(JSON.stringify({ ...header, ...change.header }));
  const lines = (change.states ?? states).map((state) => JSON.stringify(state));
  return recheck(graph, subject, top, lines, { identity, group, ...change.options });
}

const reasonOf = (result: Recheck): string => (result.verdict === "refused" ? result.reason : result.verdict);

/** The rows with something else in one of them. */
const withRow = (index: number, change: (row: CertificateState) => Partial<CertificateState>): readonly CertificateState[] =>
  states.map((state, i) => (i === index ? { ...state, ...change(state) } : state));

/** The first row with a step whose permutation moves something, and the step's number. */
const moving = states.findIndex(({ steps = [] }) => steps.some(({ by }) => by.length > 0));
const movingStep = states[moving]?.steps?.findIndex(({ by }) => by.length > 0) ?? -1;
const withPermutation = (by: unknown): readonly CertificateState[] =>
  withRow(moving, ({ steps = [] }) => ({
    steps: steps.map((step, i) => (i === movingStep ? { ...step, by: by as typeof step.by } : step)),
  }));

describe("a certificate of orbits", () => {
  test("has the group, the initial states of each orbit, and every step with its permutation", () => {
    expect(header.symmetry).toEqual({ about: "processes", classes: CLASSES });
    expect(header).toMatchObject({ initial: 2, states: explore(orbits).distinct });
    expect(states[0]?.initial?.map(({ by }) => by)).toEqual([
      [],
      expect.arrayContaining([
        [1, 2],
        [2, 1],
      ]),
      expect.arrayContaining([[3, 1]]),
    ]);
    expect(states.every(({ steps }) => (steps ?? []).length > 0)).toBe(true);
    expect(moving).toBeGreaterThanOrEqual(0);
  });

  test("holds, and its orbits have the states of the graph without symmetry", () => {
    const { distinct } = explore(graph);
    const result = changed({});
    expect(result).toMatchObject({ verdict: "holds", states: header.states, initial: 2, unreduced: distinct });
    expect(header.states).toBeLessThan(distinct);
  });

  test("says so where the orbits have too many states to be counted", () => {
    expect(changed({ options: { maxOrbitStates: 10 } })).toMatchObject({ verdict: "holds", unreduced: null });
    const { distinct } = explore(graph);
    expect(changed({ options: { maxOrbitStates: distinct } })).toMatchObject({ unreduced: distinct });
    expect(changed({ options: { maxOrbitStates: distinct - 1 } })).toMatchObject({ unreduced: null });
  });

  test("is not written without the group, or under a constraint", () => {
    const write = (of: typeof orbits, by?: typeof group) => [...certificateText(of, explore(orbits), subject, by)];
    expect(() => write(orbits)).toThrow("no certificate of the orbits of MCProcesses: its symmetry declares no group");
    expect(() => write({ ...orbits, excludes: () => false }, group)).toThrow("its constraint may tell them apart");
  });

  test("is checked without the canonical form", () => {
    const lost = (): never => {
      throw new Error("the canonical form was asked for");
    };
    expect(changed({ options: { group: { ...group, toCanonical: lost } } }).verdict).toBe("holds");
  });
});

describe("a certificate of orbits is refused when", () => {
  test("an orbit is dropped, and the numbers with it", () => {
    const last = states.length - 1;
    const without = states.slice(0, -1);
    expect(reasonOf(changed({ header: { states: last }, states: without }))).toMatch(/does not lead to state \d+$/);
    const unlisted = without.map((row) => ({ ...row, steps: (row.steps ?? []).filter(({ to }) => to !== last) }));
    expect(reasonOf(changed({ header: { states: last }, states: unlisted }))).toMatch(
      /^a step from it leads out of the certificate/,
    );
  });

  test("a state is altered", () => {
    const altered = withRow(states.length - 1, () => ({ state: { places: { "#tup": [2, 2, 2, 2] } } }));
    expect(reasonOf(changed({ states: altered }))).toContain("does not lead to state");
  });

  test("an unreachable state is added", () => {
    const row = { state: { places: { "#tup": [2, 2, 2, 2] } }, from: 0, action: "Enter", args: { p: 1 }, steps: [] };
    expect(changed({ header: { states: states.length + 1 }, states: [...states, row] })).toEqual({
      verdict: "refused",
      reason: 'the step Enter {"p":1} from state 0 does not lead to it',
      at: states.length,
    });
  });

  test("a permutation is of the group and leads elsewhere", () => {
    expect(reasonOf(changed({ states: withPermutation([]) }))).toMatch(/^the permutation of its step .* does not lead to state/);
  });

  test.each<[string, unknown, string]>([
    [
      "exchanges two classes",
      [
        [3, 4],
        [4, 3],
      ],
      "3 and 4 are of different classes",
    ],
    [
      "moves what is of no class",
      [
        [1, 9],
        [9, 1],
      ],
      "9 is not one of those that may be exchanged",
    ],
    ["moves what is of no class elsewhere", [[9, 1]], "9 is not one of those that may be exchanged"],
    [
      "takes two to one",
      [
        [1, 2],
        [3, 2],
        [2, 1],
      ],
      "it takes none to 3",
    ],
    [
      "takes one to two",
      [
        [1, 2],
        [1, 3],
        [2, 1],
      ],
      "it takes one to two others",
    ],
    ["is cut off", [[1, 2]], "it takes none to 1"],
    [
      "confuses texts with numbers",
      [
        ["1", "2"],
        ["2", "1"],
      ],
      '"1" is not one of those that may be exchanged',
    ],
  ])("a permutation is none of the group: it %s", (_, by, why) => {
    const reason = `the permutation ${JSON.stringify(by)} is outside of the group: ${why}`;
    expect(changed({ states: withPermutation(by) })).toEqual({ verdict: "refused", reason, at: moving });
  });

  test("it claims a larger group than the model's", () => {
    const claimed = { symmetry: { about: "processes", classes: [[1, 2, 3, 4]] } };
    expect(reasonOf(changed({ header: claimed }))).toContain("the certificate is of another model: its symmetry are");
    expect(reasonOf(changed({ header: { symmetry: null }, states: [] }))).toContain("its symmetry are null");
  });

  test("a step is dropped, or listed twice", () => {
    const dropped = withRow(1, ({ steps = [] }) => ({ steps: steps.slice(1) }));
    expect(reasonOf(changed({ states: dropped }))).toMatch(/^a step from it leads out of the certificate: /);
    const twice = withRow(1, ({ steps = [] }) => ({ steps: [...steps, ...steps.slice(0, 1)] }));
    expect(reasonOf(changed({ states: twice }))).toMatch(/^it lists a step that it does not have: /);
  });

  test("an initial state is dropped, or added", () => {
    const dropped = withRow(0, ({ initial = [] }) => ({ initial: initial.slice(1) }));
    expect(reasonOf(changed({ states: dropped }))).toBe('an initial state is missing: {"places":{"#tup":[1,0,0,0]}}');
    const added = withRow(0, ({ initial = [] }) => ({ initial: [...initial, { state: { places: { "#tup": [0] } }, by: [] }] }));
    expect(reasonOf(changed({ states: added }))).toBe(
      'it is said to stand for an initial state that Init does not give: {"places":{"#tup":[0]}}',
    );
    const moved = withRow(0, ({ initial = [] }) => ({ initial: initial.map(({ state }) => ({ state, by: [] })) }));
    expect(reasonOf(changed({ states: moved }))).toBe("the permutation of an initial state does not lead to it");
  });

  test("two of its states are of one orbit", () => {
    // The graph of states lists several of an orbit; with permutations that move nothing it is closed and reached.
    const plain = graphOf({
      ...system,
      symmetry: { ...system.symmetry, about: "processes", canonical: (s) => s, permuted: (s) => s },
    });
    const identical = { ...group, toCanonical: () => new Map() };
    const text = certificateText({ ...plain, orbits: "processes" }, explore(plain), subject, identical);
    const [top = "", ...lines] = [...text].join("").trimEnd().split("\n");
    const result = recheck(graph, subject, readCertificateHeader(top), lines, { identity, group });
    expect(result).toEqual({ verdict: "refused", reason: "it is of the orbit of state 0", at: 1 });
  });

  test.each<[string, Partial<System<Places>>, string]>([
    [
      "an invariant tells processes apart",
      { invariants: { Exclusion: (places) => places[0] === 2 || places[1] !== 2 } },
      "the invariant Exclusion is false",
    ],
    [
      "an action tells processes apart",
      {
        actions: {
          ...system.actions,
          Enter: {
            kind: "machine",
            params: { p: [1, 2, 4] },
            step: (system.actions["Enter"] as (typeof system.actions)[string]).step,
          },
        },
      },
      "the action Enter leads elsewhere",
    ],
  ])("the group is no symmetry: %s", (_, parts, what) => {
    const other = { ...system, ...parts };
    const plain = graphOf(other);
    const canonical = (places: Places) => group.rename(places, group.toCanonical(places));
    const pack: typeof plain.pack = (places, into, offset) => plain.pack(canonical(places), into, offset);
    const unaudited = { ...plain, orbits: "processes", pack };
    const [top = "", ...lines] = [...certificateText(unaudited, explore(unaudited), subject, group)]
      .join("")
      .trimEnd()
      .split("\n");
    const result = recheck(graphOf(other), subject, readCertificateHeader(top), lines, { identity, group });
    expect(reasonOf(result)).toMatch(new RegExp(`^the group is no symmetry: where \\d and \\d are exchanged, ${what}$`));
  });

  test("Init tells processes apart", () => {
    const other = { ...system, initial: [system.initial[0] as Places, system.initial[3] as Places] };
    const reduced = graphOf(other, { symmetry: true });
    const [top = "", ...lines] = [...certificateText(reduced, explore(reduced), subject, group)].join("").trimEnd().split("\n");
    const result = recheck(graphOf(other), subject, readCertificateHeader(top), lines, { identity, group });
    expect(reasonOf(result)).toBe("Init is not symmetric: an initial state is none where 1 and 2 are exchanged");
  });

  test("renaming is none", () => {
    const rename = (places: Places, by: Permutation) => (by.size === 2 ? places.with(0, 0) : group.rename(places, by));
    expect(changed({ options: { group: { ...group, rename } } }).verdict).toBe("refused");
  });
});

describe("a malformed certificate of orbits is an error that says where", () => {
  test.each<[string, Partial<Record<keyof CertificateState, unknown>>, string]>([
    ["no steps", { steps: undefined }, '"steps" is not an array'],
    ["no initial states", { initial: undefined }, '"initial" is not an array'],
    ["half of an initial state", { initial: [{ state: {} }] }, '"initial" holds more than "state" and "by"'],
    ["half of a step", { steps: [{ action: "Ask" }] }, 'a step is not "action", "args", "to" and "by"'],
    [
      "a step to nowhere",
      { steps: [{ action: "Ask", args: {}, to: -1, by: [] }] },
      '"action", "args" and "to" of a step are not',
    ],
    ["a permutation that is none", { steps: [{ action: "Ask", args: {}, to: 0, by: [[1]] }] }, '"by" is not an array of pairs'],
    ["fractions", { steps: [{ action: "Ask", args: {}, to: 0, by: [[1.5, 2]] }] }, '"by" is not an array of pairs'],
  ])("%s", (_, fields, message) => {
    const lines = withRow(0, () => fields as Partial<CertificateState>).map((state) => JSON.stringify(state));
    expect(() => recheck(graph, subject, header, lines, { identity, group })).toThrow(
      `malformed certificate, line 2: ${message}`,
    );
  });
});
