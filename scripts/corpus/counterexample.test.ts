import { readFileSync } from "node:fs";
import { join } from "node:path";
import { explore, type Trace } from "nexus-reference/checker";
import { loadSpec } from "nexus-reference/tla";
import { expect, test } from "vitest";
import { objectionTo } from "./counterexample.ts";
import { configs, makeTree } from "./testing-tree.ts";

const home = join(makeTree([]), "specifications", "Counter");
const source = readFileSync(join(home, "Counter.tla"), "utf8");

function violated(cfg: keyof typeof configs) {
  const spec = loadSpec({
    module: "Counter",
    config: { file: `${cfg}.cfg`, source: configs[cfg] },
    resolve: () => ({ file: "Counter.tla", source }),
  });
  const { trace } = explore(spec.graph);
  if (trace === undefined) throw new Error("no counterexample");
  return { spec, trace };
}

const changed = (trace: Trace, states: Trace["states"]): Trace => ({ ...trace, states });

test("a counterexample of the explorer has no objection", () => {
  const { spec, trace } = violated("Violated");
  expect(objectionTo(spec, trace, "Small")).toEqual({});
  const stuck = violated("Stuck");
  expect(objectionTo(stuck.spec, stuck.trace, "Deadlock")).toEqual({});
});

test("what is no behaviour, or violates nothing, has one", () => {
  const { spec, trace } = violated("Violated");
  const { states } = trace;
  expect(objectionTo(spec, changed(trace, states.slice(1)), "Small")).toEqual({ objection: "state 1 is not initial" });
  const leaping = changed(trace, [...states.slice(0, 1), ...states.slice(2)]);
  expect(objectionTo(spec, leaping, "Small")).toEqual({ objection: "state 2 is no successor of state 1" });
  expect(objectionTo(spec, changed(trace, states.slice(0, -1)), "Small")).toEqual({
    objection: "Small is true in its last state",
  });
  expect(objectionTo(spec, changed(trace, []), "Small")).toEqual({ objection: "it has no states" });
  expect(objectionTo(spec, trace, "Deadlock")).toEqual({ objection: "its last state has a successor" });
});
