import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { commandLine } from "./command-line.ts";

test("has the flags that were given, a flag of several values several times", () => {
  expect(commandLine("check", { model: ["A", "B"], code: true, all: false, seed: "7", spec: undefined }, ["Gsi"])).toBe(
    "nexus check Gsi --model A --model B --code --seed 7",
  );
});

test("comes out of a shell as it went in", () => {
  const hostile = ["a b", "it's", "$(id)", "-x", "", "a\nb", '"', "`id`", "*"];
  const line = commandLine("check", { model: hostile.slice(0, 4) }, hostile.slice(4));
  const script = `printf '%s\\0' ${line}`;
  expect(execFileSync("/bin/sh", ["-c", script], { encoding: "utf8" }).split("\0")).toEqual([
    ...["nexus", "check", ...hostile.slice(4)],
    ...["--model", "a b", "--model", "it's", "--model", "$(id)", "--model=-x", ""],
  ]);
});
