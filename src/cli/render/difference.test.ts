import { describe, expect, test } from "vitest";
import type { Difference } from "../../checker/index.ts";
import type { AnySystemAction, System } from "../../lib/model.ts";
import { gsiModels } from "../../machines/gsi/models.ts";
import type { Closed } from "../../machines/gsi/world.ts";
import { codeLines, machineFolder } from "../code-lines.ts";
import type { Entry } from "../codec.ts";
import { defaultSpecDir } from "../files.ts";
import { loadModel } from "../load.ts";
import { runModel } from "../run-model.ts";
import { differenceText } from "./difference.ts";
import { readSource } from "./source.ts";
import { styleOf } from "./style.ts";

const entry: Entry = { name: "MCGsiN7n4", module: "Gsi", kind: "lockstep", tier: "quick", about: "seven nodes", verdict: "ok" };
const { spec } = loadModel(defaultSpecDir, { module: "Gsi", cfg: entry.name, broken: false, witnesses: [] });

/** The GSI system with one action changed. */
function changed(name: string, change: (action: AnySystemAction<Closed>) => Partial<AnySystemAction<Closed>>): System<Closed> {
  const system = (gsiModels.MCGsiN7n4 as () => System<Closed>)();
  const action = system.actions[name] as AnySystemAction<Closed>;
  return { ...system, actions: { ...system.actions, [name]: { ...action, ...change(action) } } };
}

function differenceOf(system: System<Closed>): readonly [Difference, string] {
  const run = runModel(entry, "kind", { spec, system: system as System<unknown>, checkDeadlock: true, isTemporal: false }, {});
  expect(run.found).toBe("different");
  const difference = run.difference as Difference;
  const lines = (action: string, refusal?: string) => codeLines("Gsi", action, refusal);
  const context = { entry, read: readSource, style: styleOf(false), guards: run.guards ?? [], codeLines: lines };
  return [difference, differenceText(difference, context)];
}

/** Text that contains these pieces, in this order. */
function inOrder(...pieces: readonly string[]) {
  return expect.stringMatching(new RegExp(pieces.map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[^]*")));
}

describe("a counterexample in both worlds", () => {
  test("shows the guard that the code has and the spec has not", () => {
    const [{ kind, trace }, text] = differenceOf(
      changed("Settle", ({ step }) => ({
        step: (state: Closed, args: never) => (state.machine.level > 0 ? "not-final" : step(state, args)),
      })),
    );
    expect(kind).toBe("spec-extra");
    expect(trace?.steps.at(-1)?.action).toBe("WindowExpire");
    expect(text).toEqual(
      inOrder(
        "MCGsiN7n4: spec-extra: the spec takes a step that the code refuses\n",
        `The shortest way to the state in which they differ, which both take (${trace?.steps.length} steps; variables that change):\n`,
        'State 1: <Initial predicate>\n/\\ phase = "executing"\n',
        'State 2: <Vote(i = 1, o = "good") line ',
        "The step on which they differ: Settle\n",
        'spec  takes the step: Settle/1, phase = "final", is true\nspec/tla/Gsi.tla:',
        '    /\\ phase = "final"\n',
        "        ^^^^^^^^^^^^^^^\n",
        'effects: <<[nodes |-> {6}, type |-> "Slash"]>>\n',
        'code  refuses: "not-final"\nsrc/machines/gsi/actions.ts:',
        '  if (s.phase !== "final") return "not-final";\n',
        "Variables that differ after the step:\n",
        '  phase\n    before  "final"\n    spec    "settled"\n    code    "final"\n',
      ),
    );
  });

  test("shows the first false conjunct where the code lacks a guard", () => {
    const [{ kind }, text] = differenceOf(
      changed("Rewind", ({ step }) => ({
        step: (state: Closed, args: never) => {
          const stepped = step(state, args);
          return stepped === "nothing-to-rewind" ? [{ ...state, machine: { ...state.machine, rests: null } }, []] : stepped;
        },
      })),
    );
    expect(kind).toBe("code-extra");
    expect(text).toEqual(
      inOrder(
        "spec  refuses: the first false conjunct is Rewind/2, rests # standing\nspec/tla/Gsi.tla:",
        "code  takes the step\nsrc/machines/gsi/actions.ts:",
        "export function Rewind(",
        "                ^^^^^^\n",
        "effects: <<>>\n",
        '  rests\n    before  "good"\n    spec    "good"\n    code    "none"',
      ),
    );
  });

  test("shows the effects of both where they differ", () => {
    const [{ kind, variables }, text] = differenceOf(
      changed("Assert", ({ step }) => ({
        step: (state: Closed, args: never) => {
          const stepped = step(state, args);
          return typeof stepped === "string" ? stepped : [stepped[0], [{ type: "OpenWindow", level: 1 }]];
        },
      })),
    );
    expect([kind, variables]).toEqual(["effect", []]);
    expect(text).toEqual(
      inOrder(
        'The step on which they differ: Assert(o = "good")\n',
        "spec  takes the step\nspec/tla/Gsi.tla:",
        'effects: <<[level |-> 0, type |-> "OpenWindow"]>>\n',
        "code  takes the step\n",
        'effects: <<[level |-> 1, type |-> "OpenWindow"]>>',
      ),
    );
  });

  test("shows what a wrong refusal stands for", () => {
    const [{ kind }, text] = differenceOf(
      changed("Release", ({ step }) => ({
        step: (state: Closed, args: never) => {
          const stepped = step(state, args);
          return stepped === "not-settled" ? "not-rewound" : stepped;
        },
      })),
    );
    expect(kind).toBe("refusal");
    expect(text).toEqual(
      inOrder(
        'spec  refuses: the first false conjunct is Release/1, phase = "settled"\n',
        'code  refuses: "not-rewound", which stands for Release/2, rests = standing\nsrc/machines/gsi/actions.ts:',
        'return "not-rewound";\n',
      ),
    );
  });

  test("has no step where the worlds differ in shape", () => {
    const system = (gsiModels.MCGsiN7n4 as () => System<Closed>)();
    const { Done, ...actions } = system.actions;
    expect(Done).toBeDefined();
    const [{ kind }, text] = differenceOf({ ...system, actions });
    expect(kind).toBe("shape");
    expect(text).toBe(
      "MCGsiN7n4: shape: the actions, in the order of Next differ at place 12: the spec has environment Done(), the code has no more",
    );
  });
});

describe("codeLines", () => {
  test("finds the refusals of the environment, which stand outside of actions", () => {
    const { action, refusal } = codeLines("Gsi", "WindowExpire", "honest-claim-pending");
    expect(action?.file).toBe("src/machines/gsi/actions.ts");
    expect(refusal?.file).toBe("src/machines/gsi/model.ts");
  });

  test("finds nothing of a module without a machine", () => {
    expect(codeLines("NoSuchModule", "Go", "no-go")).toEqual({});
    expect(machineFolder("LogDkg")).toBe("log-dkg");
  });
});
