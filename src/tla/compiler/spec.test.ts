import { describe, expect, test } from "vitest";
import { formatPosition } from "../../lib/source.ts";
import { counts, errorOf, specOf } from "./testing-specs.ts";

const MACHINE = `---- MODULE Door ----
EXTENDS Integers
VARIABLES open, uses
Init == open = FALSE /\\ uses = 0
Open(n, who) ==
  LET more == uses + n
      most == 3 IN
  /\\ ~open
  /\\ /\\ who # "nobody"
     /\\ n > 0
  /\\ more < most \\/ who = "king"
  /\\ open' = TRUE
  /\\ uses' = more
OpenEffects(n, who) == <<[type |-> "Bell", times |-> n]>>
Close == open /\\ open' = FALSE /\\ UNCHANGED uses
Choose == /\\ open' \\in BOOLEAN
          /\\ UNCHANGED uses
ChooseEffects == <<>>
Wind(to) == open # to /\\ open' = to /\\ uses' = uses
MachineNext ==
  \\/ \\E n \\in 0..2, who \\in {"nobody", "me", "king"} : uses < 5 /\\ Open(n, who)
  \\/ Close
  \\/ Choose
EnvNext == \\E to \\in {FALSE} : Wind(to)
Next == MachineNext \\/ EnvNext
Small == uses < 9
Never == uses < 2
====`;
const door = specOf([MACHINE], "INIT Init\nNEXT Next\nINVARIANT Small", ["Never"]);
const state = (open: boolean, uses: number) => door.state({ open, uses });
const open = (uses: number, n: number, who: string) => door.step(state(false, uses), 0, [n, door.value(who)]);

describe("the actions of Next", () => {
  test("have their kinds, parameters and domains", () => {
    expect(door.shapeError).toBeNull();
    expect(door.actions.map(({ name, kind, params, constantDomain }) => ({ name, kind, params, constantDomain }))).toEqual([
      { name: "Open", kind: "machine", params: ["n", "who"], constantDomain: [true, true] },
      { name: "Close", kind: "machine", params: [], constantDomain: [] },
      { name: "Choose", kind: "machine", params: [], constantDomain: [] },
      { name: "Wind", kind: "environment", params: ["to"], constantDomain: [true] },
    ]);
    expect(door.domain(state(false, 0), 0, 0)).toEqual([0, 1, 2]);
  });

  test("have conjuncts with names, positions and texts", () => {
    const ofOpen = door.conjuncts.filter(({ action }) => action === "Open");
    expect(ofOpen.map(({ id, text }) => [id, text])).toEqual([
      ["Open/in:n", "0..2"],
      ["Open/in:who", '{"nobody", "me", "king"}'],
      ["Open/env1", "uses < 5"],
      ["Open/1", "~open"],
      ["Open/2", 'who # "nobody"'],
      ["Open/3", "n > 0"],
      ["Open/4", 'more < most \\/ who = "king"'],
      ["Open/5", "open' = TRUE"],
      ["Open/6", "uses' = more"],
    ]);
    expect(ofOpen.map(({ at }) => formatPosition(at))).toContain("Door.tla:10:9");
  });
});

describe("a step", () => {
  test("is the one successor, also where a conjunct is true in two ways", () => {
    const step = open(0, 1, "king");
    expect(step.enabled && step.next.map((value) => door.text(value))).toEqual(["TRUE", "1"]);
  });

  test.each([
    [
      "the first conjunct, before the arguments are looked at",
      () => door.step(state(true, 0), 0, [0, door.value("nobody")]),
      "Open/1",
    ],
    ["a nested conjunct", () => open(0, 0, "me"), "Open/3"],
    ["the earliest of several", () => open(0, 0, "nobody"), "Open/2"],
    ["a conjunct that branches and uses LET", () => open(2, 2, "me"), "Open/4"],
    ["an infix conjunct", () => door.step(state(false, 0), 1, []), "Close/1"],
    ["a conjunct of the environment's action", () => door.step(state(false, 0), 3, [false]), "Wind/1"],
  ])("names the first false conjunct: %s", (_, step, id) => {
    expect(step()).toMatchObject({ enabled: false, conjunct: { id } });
  });

  test("is not asked about the environment's guard, which is asked apart", () => {
    const args = [1, door.value("king")];
    expect(door.step(state(false, 7), 0, args).enabled).toBe(true);
    expect(door.admits(state(false, 7), 0, args)?.id).toBe("Open/env1");
    expect(door.admits(state(false, 0), 0, args)).toBeNull();
    expect(door.admits(state(false, 0), 1, [])).toBeNull();
  });

  test("with two successors for one binding is an error", () => {
    const error = errorOf(() => door.step(state(true, 0), 2, []));
    expect(error).toMatchObject({
      code: "two-successors",
      message: "Choose has two successors for one binding",
      hint: "make the choice an argument of the action",
    });
    expect(error.at && formatPosition(error.at)).toBe("Door.tla:16:1");
  });
});

describe("effects", () => {
  test("are those of the operator of that name", () => {
    expect(door.itf(door.effects(state(false, 0), 0, [2, door.value("me")]))).toEqual({ "#tup": [{ type: "Bell", times: 2 }] });
  });
  test("of the environment there are none", () => {
    expect(door.effects(state(true, 0), 3, [false])).toBeNull();
  });
  test("must be defined for a machine action", () => {
    const error = errorOf(() => door.effects(state(true, 0), 1, []));
    expect(error).toMatchObject({ code: "tla-shape", message: "the machine action Close has no operator CloseEffects" });
    expect(error.at && formatPosition(error.at)).toBe("Door.tla:15:1");
  });
});

describe("the graph", () => {
  test("labels successors with actions and arguments", () => {
    const seen: unknown[] = [];
    door.graph.successors(state(false, 0), (action, next) => {
      seen.push([door.graph.actions[action], door.graph.visitedArgs(), door.graph.show(next)]);
      return false;
    });
    // The king may open in two ways, and each counts.
    expect(seen.slice(0, 3)).toEqual([
      ["Open", { n: 1, who: "king" }, { open: true, uses: 1 }],
      ["Open", { n: 1, who: "king" }, { open: true, uses: 1 }],
      ["Open", { n: 1, who: "me" }, { open: true, uses: 1 }],
    ]);
    expect(seen).toHaveLength(8);
  });
  test("stops when the visitor says so", () => {
    let visited = 0;
    door.graph.successors(state(false, 0), () => ++visited === 2);
    expect(visited).toBe(2);
  });
  test("packs and unpacks states, and evaluates invariants and witnesses", () => {
    const key = new Int32Array(door.graph.words + 1);
    door.graph.pack(state(true, 8), key, 1);
    expect(door.graph.unpack(key, 1)).toEqual(state(true, 8));
    expect(door.graph.invariants.map(({ name, holds }) => [name, holds(state(true, 8)), holds(state(true, 9))])).toEqual([
      ["Small", true, false],
    ]);
    expect(door.graph.witnesses.map(({ name, holds }) => [name, holds(state(true, 1))])).toEqual([["Never", true]]);
  });
  test("evaluates operators by name and tells where they are", () => {
    expect(door.evaluate(state(false, 3), "Small")).toBe(true);
    expect(door.definition("Small")?.start.line).toBe(26);
    expect(errorOf(() => door.evaluate(state(false, 3), "Nothing"))).toMatchObject({ code: "tla-name" });
  });
});

describe("a Next of another shape", () => {
  const shapeOf = (next: string) =>
    specOf(
      [
        `---- MODULE Shape ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\nA(n) == x' = n\nB(n, m) == x' = n + m\n${next}\n====`,
      ],
      "INIT Init\nNEXT Next",
    ).shapeError;
  test.each([
    ["Next == x' = 1", "= is no defined action", "Shape.tla:7:9"],
    ["Next == \\E n \\in 1..2 : A(n + 1)", "the arguments of A are not the bound names (n), in order", "Shape.tla:7:25"],
    ["Next == \\E n, m \\in 1..2 : B(m, n)", "the arguments of B are not the bound names (n, m), in order", "Shape.tla:7:28"],
    ["Next == \\E n, m \\in 1..2 : A(n)", "the arguments of A are not the bound names (n, m), in order", "Shape.tla:7:28"],
    ["Next == A(1)", "the arguments of A are not the bound names (none), in order", "Shape.tla:7:9"],
    ["Next == \\E n \\in 1..2 : \\E m \\in 1..n : B(n, m)", "the domain of m depends on n", "Shape.tla:7:34"],
    ["Next == \\E <<n, m>> \\in {<<1, 2>>} : B(n, m)", "a bound tuple cannot be an argument", "Shape.tla:7:12"],
    [
      "Next == \\E n \\in 1..2 : A(n) /\\ (IF n = 1 THEN TRUE ELSE FALSE)",
      "a disjunct of Next does not end in the application of an action",
      "Shape.tla:7:34",
    ],
  ])("%s: %s", (next, message, at) => {
    const error = shapeOf(next);
    expect(error).toMatchObject({ code: "tla-shape", message });
    expect(error?.at && formatPosition(error.at)).toBe(at);
  });

  test("is explored all the same, and refused when its actions are asked for", () => {
    const spec = specOf(
      ["---- MODULE Free ----\nEXTENDS Integers\nVARIABLE x\nInit == x = 0\nUp == x' = (x + 1) % 4\nNext == Up \\/ x' = 0\n===="],
      "INIT Init\nNEXT Next",
    );
    expect(counts(spec)).toEqual({ distinct: 4, generated: 9 });
    expect(errorOf(() => spec.actions).code).toBe("tla-shape");
  });
});
