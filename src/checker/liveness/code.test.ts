import { describe, expect, test } from "vitest";
import type { System } from "../../lib/model.ts";
import { integer, oneOf, record } from "../../lib/schema.ts";
import { loadSpec } from "../../tla/index.ts";
import { explore } from "../explorer.ts";
import { graphOf } from "../system-graph.ts";
import { checkCodeLiveness } from "./code.ts";
import { checkLiveness } from "./liveness.ts";
import { checked } from "./testing-gallery.ts";

const source = `---- MODULE Lamp ----
EXTENDS Naturals
VARIABLES light, presses
vars == <<light, presses>>
Init == light = "off" /\\ presses = 0
Press == light = "off" /\\ presses < 3 /\\ light' = "on" /\\ presses' = presses + 1
Fade == light = "on" /\\ light' = "off" /\\ UNCHANGED presses
Again == light = "off" /\\ presses = 3 /\\ presses' = 0 /\\ UNCHANGED light
Next == Press \\/ Fade \\/ Again
Spec == Init /\\ [][Next]_vars /\\ WF_vars(Press) /\\ WF_vars(Fade) /\\ WF_vars(Again)
FadesOut == (light = "on") ~> (light = "off")
Shines == []<>(light = "on")
====`;

const spec = loadSpec({
  module: "Lamp",
  config: { file: "Lamp.cfg", source: "SPECIFICATION Spec\nPROPERTIES FadesOut Shines" },
  resolve: (name) => (name === "Lamp" ? { file: "Lamp.tla", source } : undefined),
});

interface Lamp {
  readonly light: "on" | "off";
  readonly presses: number;
  /** Hidden: how often the lamp was dusted, modulo 3. */
  readonly dust: number;
}

/** The lamp in code; parts of it may be replaced. */
function lamp(changes: Partial<System<Lamp>["actions"]> = {}): System<Lamp> {
  const actions: System<Lamp>["actions"] = {
    Press: {
      kind: "machine",
      params: {},
      step: (s) => (s.light === "on" || s.presses === 3 ? "no" : [{ ...s, light: "on", presses: s.presses + 1 }, []]),
    },
    Fade: { kind: "machine", params: {}, step: (s) => (s.light === "off" ? "no" : [{ ...s, light: "off" }, []]) },
    Again: {
      kind: "environment",
      params: {},
      step: (s) => (s.light === "on" || s.presses < 3 ? "no" : [{ ...s, presses: 0 }, []]),
    },
  };
  return {
    module: "Lamp",
    name: "MCLamp",
    schema: record({ light: oneOf("on", "off"), presses: integer(0, 3), dust: integer(0, 2) }),
    initial: [{ light: "off", presses: 0, dust: 0 }],
    actions: { ...actions, ...(changes as System<Lamp>["actions"]) },
    invariants: {},
    witnesses: {},
    abstract: ({ light, presses }) => ({ light, presses }),
  };
}

function codeCheck(system: System<Lamp>, assumes: () => boolean = () => true) {
  const explored = explore(graphOf(system), { checkDeadlock: false });
  return checkCodeLiveness(spec, system, explored.store, spec.liveness(), { assumes });
}

describe("liveness of the code", () => {
  test("the spec's fairness and properties are used on the code", () => {
    expect(checked(spec).verdict).toBe("ok");
    const found = codeCheck(lamp());
    expect(found.error).toBeUndefined();
    expect(found.verdict).toBe("ok");
    expect(found.properties.map(({ needsFairness }) => needsFairness)).toEqual([true, true]);
  });

  test("without the fairness nothing need happen", () => {
    const found = codeCheck(lamp(), () => false);
    expect(found.verdict).toBe("violated");
    expect(found.trace?.states.at(-1)).toEqual({ light: "on", presses: 1 });
    expect(found.trace?.loop).toBe(1);
  });

  test("code that refuses what the spec allows stays where it is: that is no unfair behaviour", () => {
    const found = codeCheck(lamp({ Fade: { kind: "machine", params: {}, step: () => "no" } }));
    expect(found.property).toBe("FadesOut");
    expect(found.trace?.steps.map(({ action }) => action)).toEqual(["Press"]);
  });

  test("an action of the code that is fair by name but takes other steps is not fair", () => {
    const found = codeCheck(
      lamp({ Fade: { kind: "machine", params: {}, step: (s) => [{ ...s, presses: (s.presses + 1) % 4 }, []] } }),
    );
    expect(found.verdict).toBe("violated");
    expect(found.property).toBe("FadesOut");
  });

  test("steps that the spec does not see are stuttering, and may go on for ever", () => {
    const dust = (s: Lamp): [Lamp, []] => [{ ...s, dust: (s.dust + 1) % 3 }, []];
    const Dust: System<Lamp>["actions"][string] = { kind: "environment", params: {}, step: dust };
    expect(codeCheck(lamp({ Dust })).verdict).toBe("ok");
    const stuck = codeCheck(lamp({ Dust, Fade: { kind: "machine", params: {}, step: () => "no" } }));
    expect(stuck.property).toBe("FadesOut");
  });

  test("an internal step that the code must take first has no fairness: it may wait for ever", () => {
    const Dust: System<Lamp>["actions"][string] = {
      kind: "machine",
      params: {},
      step: (s) => (s.dust > 0 ? "clean" : [{ ...s, dust: 1 }, []]),
    };
    const Fade: System<Lamp>["actions"][string] = {
      kind: "machine",
      params: {},
      step: (s) => (s.dust === 0 ? "dusty" : s.light === "off" ? "no" : [{ ...s, light: "off", dust: 0 }, []]),
    };
    const found = codeCheck({ ...lamp({ Dust, Fade }), internal: { Dust: "its own affair" } });
    expect(found).toMatchObject({ verdict: "violated", property: "FadesOut", trace: { loop: 1 } });
  });

  test("code whose steps cover several of the spec is refused", () => {
    const step = (s: Lamp): [Lamp, []] => [s, []];
    const found = codeCheck(lamp({ Both: { kind: "machine", params: {}, step, covers: () => [] } }));
    expect(found).toMatchObject({ verdict: "error", error: { code: "liveness-driver" } });
  });

  test("orbits of a symmetry are refused", () => {
    const graph = { ...spec.graph, orbits: "lamps" };
    const found = checkLiveness(graph, explore(graph).store, spec.liveness());
    expect(found).toMatchObject({ verdict: "error", error: { code: "symmetry-unsound" } });
  });
});
