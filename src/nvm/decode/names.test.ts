import { describe, expect, test } from "vitest";
import { type Bytes, concat, moduleBytes, name, section, u32, vec } from "../encode.ts";
import { decodeModule } from "./module.ts";
import { moduleNames } from "./names.ts";

const names = (...contents: readonly Bytes[]) => moduleNames(decodeModule(moduleBytes(section(0, name("name"), ...contents))));
const functions = section(1, vec(concat([0], name("main")), concat([3], name("step"))));

describe("the name section", () => {
  test("names the module, functions and locals", () => {
    const found = names(section(0, name("app")), functions, section(2, vec(concat([3], vec(concat([1], name("count")))))));
    expect(found).toEqual({
      module: "app",
      functions: new Map([
        [0, "main"],
        [3, "step"],
      ]),
      locals: new Map([[3, new Map([[1, "count"]])]]),
    });
  });

  test("is read as far as it is well-formed, and never an error", () => {
    expect(names(section(0, [1, 0xff]), functions).functions.get(3)).toBe("step");
    expect(names(functions, [2, 100, 1]).functions.size).toBe(2);
    const cut = section(1, u32(2), concat([0], name("main"), [5]));
    expect(names(cut).functions).toEqual(new Map([[0, "main"]]));
    expect(names([1]).functions.size).toBe(0);
  });

  test("a module without one has no names", () => {
    expect(moduleNames(decodeModule(moduleBytes()))).toEqual({ module: null, functions: new Map(), locals: new Map() });
  });
});
