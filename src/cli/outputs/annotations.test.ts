import { expect, test } from "vitest";
import type { SourceRange } from "../../lib/source.ts";
import { workflowCommands } from "./annotations.ts";
import type { Case, Failure } from "./cases.ts";
import { mixed } from "./testing-cases.ts";
import { gitHubOf } from "./write.ts";

const at = (file: string, line: number, endLine = line): SourceRange => ({
  file,
  start: { line, column: 3 },
  end: { line: endLine, column: 9 },
});

const failing = (name: string, more: Partial<Failure> = {}): Case => ({
  module: "Gsi",
  name,
  verdict: "different",
  seconds: 1,
  failure: {
    rule: "code-extra",
    message: "code-extra: the code takes a step",
    detail: "",
    identity: ["Gsi", "Rewind", "Rewind/2"],
    places: [
      { says: "spec refuses", at: at("spec/tla/Gsi.tla", 7) },
      { says: "code takes the step", at: at("src/machines/gsi/actions.ts", 9, 12) },
    ],
    flows: [],
    ...more,
  },
});

const same = (file: string) => file;

test("both files of a failure are annotated at their lines, each with the place in the other", () => {
  expect(workflowCommands([failing("M")], same).split("\n")).toEqual([
    "::error file=spec/tla/Gsi.tla,line=7,endLine=7,col=3,endColumn=9,title=nexus M%3A code-extra::" +
      "code-extra: the code takes a step%0Aspec refuses%0Acode takes the step (src/machines/gsi/actions.ts:9:3)",
    "::error file=src/machines/gsi/actions.ts,line=9,endLine=12,title=nexus M%3A code-extra::" +
      "code-extra: the code takes a step%0Acode takes the step%0Aspec refuses (spec/tla/Gsi.tla:7:3)",
    "",
  ]);
});

test("nothing in a name or a text ends a line, a property or the head of a command", () => {
  const text = "100%, 50%25\r\n::error::x";
  const places = [{ says: text, at: at("a,b:%\n.tla", 1) }];
  const printed = workflowCommands([failing("M,\r::x%", { message: text, places })], same);
  const data = "100%25, 50%2525%0D%0A::error::x";
  expect(printed).toBe(
    `::error file=a%2Cb%3A%25%0A.tla,line=1,endLine=1,col=3,endColumn=9,title=nexus M%2C%0D%3A%3Ax%25%3A code-extra::${data}%0A${data}\n`,
  );
});

test("models that share a failure share its lines, and another failure has its own", () => {
  const lines = workflowCommands([failing("A"), failing("B"), failing("C", { identity: ["Gsi", "Vote"] })], same).split("\n");
  expect(lines.map((line) => /title=nexus (\w+)/.exec(line)?.[1])).toEqual(["A", "A", "C", "C", undefined]);
  expect(lines.map((line) => line.includes("The same in B."))).toEqual([true, true, false, false, false]);
});

test("a failure without a place has a line, what holds or was not run has none", () => {
  expect(workflowCommands([failing("M", { places: [] })], same)).toBe(
    "::error title=nexus M%3A code-extra::code-extra: the code takes a step\n",
  );
  expect(workflowCommands(mixed, same).match(/^::error file=spec\/tla\/manifest\.json,line=4,/gm)).toHaveLength(4);
  expect(workflowCommands([], same)).toBe("");
});

test("only a job of GitHub has annotations, and they go to standard error", () => {
  const err = () => undefined;
  expect(gitHubOf({ GITHUB_ACTIONS: "true", GITHUB_WORKSPACE: "/w" }, { err })).toEqual({ annotate: err, workspace: "/w" });
  expect(gitHubOf({ GITHUB_ACTIONS: "false", GITHUB_STEP_SUMMARY: "s" }, { err })).toEqual({ stepSummary: "s" });
  expect(gitHubOf({}, { err })).toEqual({});
});
