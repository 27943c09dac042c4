import { describe, expect, test } from "vitest";
import { checkLiveness, explore, graphOf, requireStates } from "../checker/index.ts";
import type { System } from "../lib/model.ts";
import { gsiModels, setting } from "../machines/gsi/models.ts";
import { nodeSymmetry } from "../machines/gsi/symmetry.ts";
import type { Closed } from "../machines/gsi/world.ts";

const model = (name: string): System<Closed> => (gsiModels[name] as () => System<Closed>)();

describe("GSI without regard to which node is which", () => {
  test("a violation has a trace as short, of states and not of orbits", () => {
    const system = model("MCGsiN7n3");
    const violated = { ...system, invariants: { NobodySlashed: ({ machine }: Closed) => machine.slashed.length === 0 } };
    const states = explore(graphOf(violated));
    const reduced = explore(graphOf(violated, { symmetry: true }));
    expect(reduced).toMatchObject({ verdict: "violated", property: "NobodySlashed" });
    expect(reduced.trace?.states).toHaveLength(states.trace?.states.length ?? 0);
    // Each step of the trace is a step of the graph of states.
    const graph = graphOf(violated);
    let reached = [...graph.initial()];
    for (const [i, { action, args }] of (reduced.trace?.steps ?? []).entries()) {
      const from = reached.find((state) => JSON.stringify(graph.show(state)) === JSON.stringify(reduced.trace?.states[i]));
      expect(from).toBeDefined();
      reached = [];
      graph.successors(from as Closed, (number, next) => {
        const isTaken = graph.actions[number] === action && JSON.stringify(graph.visitedArgs()) === JSON.stringify(args);
        if (isTaken) reached.push(next);
        return false;
      });
    }
    expect(reached.map((state) => graph.show(state))).toContainEqual(reduced.trace?.states.at(-1));
  });

  test("a symmetry that exchanges honest with Byzantine nodes is noticed", () => {
    const { constants } = setting(7, 3, 2, 2);
    const wrong = { ...model("MCGsiN7n3"), symmetry: nodeSymmetry("all nodes", [constants.nodes]) };
    expect(explore(graphOf(wrong, { symmetry: true }))).toMatchObject({ verdict: "error", error: { code: "not-symmetric" } });
  });

  test("a predicate that tells nodes apart is noticed", () => {
    const system = model("MCGsiN7n3");
    const watched = { ...system, witnesses: { LastAlone: ({ machine }: Closed) => machine.slashed.join() === "7" } };
    const { verdict, error } = explore(graphOf(watched, { symmetry: true }));
    expect(verdict).toBe("error");
    expect(String(error)).toContain("LastAlone tells a state from its representative");
  });

  test("a representative that is not its own is noticed", () => {
    const system = model("MCGsiN4n4");
    const later = (s: Closed): Closed => ({ ...s, world: { ...s.world, periods: Math.min(4, s.world.periods + 1) } });
    const result = explore(
      graphOf({ ...system, symmetry: { about: "time", canonical: later, permuted: later } }, { symmetry: true }),
    );
    expect(String(result.error)).toContain("not symmetric in time: the representative of an orbit is not its own representative");
  });

  test("a representative that depends on the state's member is noticed", () => {
    const system = model("MCGsiN4n4");
    const { permuted, about } = system.symmetry as NonNullable<typeof system.symmetry>;
    const none = { ...system, symmetry: { about, permuted, canonical: (s: Closed) => s } };
    expect(String(explore(graphOf(none, { symmetry: true })).error)).toContain("a permutation leads out of the orbit");
  });

  test("is refused where paths matter, and where none is declared", () => {
    const { symmetry: _, ...plain } = model("MCGsiN4n4");
    expect(() => graphOf(plain as System<Closed>, { symmetry: true })).toThrow("declares no symmetry");
    expect(() => requireStates(graphOf(model("MCGsiN4n4"), { symmetry: true }), "liveness")).toThrow(
      "liveness cannot use the orbits",
    );
    expect(() => requireStates(graphOf(model("MCGsiN4n4")), "liveness")).not.toThrow();
    const orbits = graphOf(model("MCGsiN4n4"), { symmetry: true });
    const liveness = checkLiveness(orbits, explore(orbits).store, {} as Parameters<typeof checkLiveness>[2]);
    expect(liveness).toMatchObject({ verdict: "error", error: { code: "symmetry-unsound" } });
  });
});
