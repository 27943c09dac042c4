import { NexusError } from "nexus-reference/lib/errors";
import { describe, expect, test } from "vitest";
import { parseManifest, readModels } from "./manifest.ts";
import { makeTree } from "./testing-tree.ts";

const model = { path: "specifications/A/A.cfg", runtime: "01:02:03", mode: "exhaustive search", result: "success" };
const manifest = (change: object, path = "specifications/A/A.tla") =>
  JSON.stringify({ modules: [{ path, models: [{ ...model, ...change }] }] });

function errorOf(run: () => unknown): NexusError {
  try {
    run();
  } catch (error) {
    if (error instanceof NexusError) return error;
    throw error;
  }
  throw new Error("expected an error");
}

describe("a manifest", () => {
  test("gives its models", () => {
    expect(parseManifest("m.json", manifest({ distinctStates: 3, totalStates: 5 }))).toEqual([
      {
        cfg: "specifications/A/A.cfg",
        module: "specifications/A/A.tla",
        runtime: 3723,
        mode: "exhaustive search",
        result: "success",
        distinct: 3,
        generated: 5,
      },
    ]);
  });
  test("may leave the runtime unknown", () => {
    expect(parseManifest("m.json", manifest({ runtime: "unknown" }))[0]?.runtime).toBe(Number.POSITIVE_INFINITY);
  });
  test.each([
    ["{", /^m.json is no JSON: /],
    ["[]", /: \$ is \[\], expected an object$/],
    ["{}", /: \$.modules is nothing, expected a list$/],
    ['{"modules":[{"path":"a.tla"}]}', /: \$.modules\[0\].models is nothing, expected a list$/],
    [manifest({ result: "fine" }), /: \$.modules\[0\].models\[0\].result is "fine", expected one of success, /],
    [manifest({ runtime: "5 s" }), /\.runtime is "5 s", expected "hh:mm:ss" or "unknown"$/],
    [manifest({ distinctStates: -1 }), /\.distinctStates is -1, expected a count$/],
    [manifest({ mode: "quick" }), /\.mode is "quick", expected exhaustive search, generate, symbolic or simulate$/],
    [manifest({ mode: { simulate: {} } }), /\.mode\.simulate\.traceCount is nothing, expected a count$/],
    [manifest({ path: "../../secret.cfg" }), /\.path is .*, expected a path inside of the tree$/],
    [manifest({}, "/etc/passwd"), /: \$.modules\[0\].path is "\/etc\/passwd", expected a path inside of the tree$/],
  ])("is refused where it is malformed: %s", (text, message) => {
    expect(errorOf(() => parseManifest("m.json", text))).toMatchObject({
      code: "bad-manifest",
      exit: 2,
      message: expect.stringMatching(message),
    });
  });
});

describe("a tree", () => {
  test("needs a directory of specifications and a model", () => {
    expect(errorOf(() => readModels("no such directory"))).toMatchObject({ code: "no-corpus", exit: 4 });
    expect(errorOf(() => readModels(makeTree([])))).toMatchObject({ code: "no-corpus" });
  });
  test("names the manifest that is malformed", () => {
    expect(errorOf(() => readModels(makeTree([], "{}"))).message).toMatch(/^specifications\/Counter\/manifest.json: /);
  });
  test("gives those that upstream runs in the least time first", () => {
    const dir = makeTree([
      { cfg: "Violated", result: "safety failure", runtime: "00:00:09" },
      { cfg: "Stuck", result: "deadlock failure" },
      { cfg: "Holds", result: "success" },
    ]);
    expect(readModels(dir).map(({ cfg }) => cfg.split("/").at(-1))).toEqual(["Holds.cfg", "Stuck.cfg", "Violated.cfg"]);
  });
});
