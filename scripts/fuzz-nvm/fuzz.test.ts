import { describe, expect, test } from "vitest";
import { ComparedEngine, type Engine, type StepEngine } from "./engines.ts";
import { fuzz } from "./fuzz.ts";

describe("random modules", () => {
  test("end and record the same on the step machine and on the host", async () => {
    const { wrong, ...tally } = await fuzz(1, 40);
    expect(wrong).toEqual([]);
    expect(tally.modules).toBe(40);
    expect(tally.calls - tally.trapped).toBeGreaterThan(300);
    expect(tally.trapped).toBeGreaterThan(50);
  });

  test("that are beyond WebAssembly 2.0 are refused, by wabt too, and are no difference", async () => {
    expect(await fuzz(928, 1)).toMatchObject({ modules: 1, foreign: 1, calls: 0, wrong: [] });
  });

  test("leave equal states after every step of both steppers", async () => {
    const engines: ComparedEngine[] = [];
    const { wrong } = await fuzz(100, 12, () => {
      engines.push(new ComparedEngine(200));
      return engines.at(-1) as Engine;
    });
    expect(wrong).toEqual([]);
    expect(engines.reduce((sum, { steps }) => sum + steps, 0)).toBeGreaterThan(3_000);
  });

  test("show an engine that forgets a byte, or that returns where it should trap", async () => {
    const forgets = (engine: StepEngine): Engine => ({
      instantiate: (name, bytes) => engine.instantiate(name, bytes),
      call: (caller) => engine.call(caller),
      memory: (name) => engine.memory(name).map((byte) => byte & 0x7f),
    });
    const goesOn = (engine: StepEngine): Engine => ({
      instantiate: (name, bytes) => engine.instantiate(name, bytes),
      call: (caller) => engine.call(caller) && "returned",
      memory: (name) => engine.memory(name),
    });
    expect((await fuzz(1, 10, forgets)).wrong).toContainEqual(
      expect.objectContaining({ why: expect.stringMatching(/memories differ/) }),
    );
    expect((await fuzz(1, 10, goesOn)).wrong).toContainEqual(
      expect.objectContaining({ why: expect.stringMatching(/ on the host, returned here/) }),
    );
  });
});
