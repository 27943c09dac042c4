import { describe, expect, expectTypeOf, test } from "vitest";
import { arrayOf, boolean, type Infer, integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "./schema.ts";

const vote = record({ from: oneOf("h", "b"), level: integer(0, 3), out: option(oneOf("good", "bad")) });
const state = record({ final: boolean, votes: sequenceOf(vote, 4), members: setOf([1, 2, 3]), level: arrayOf(integer(0, 1), 2) });

describe("schemas", () => {
  test("are plain data in the order of their declaration", () => {
    expect(vote).toEqual({
      kind: "record",
      fields: {
        from: { kind: "enum", of: ["h", "b"] },
        level: { kind: "integer", min: 0, max: 3 },
        out: { kind: "option", of: { kind: "enum", of: ["good", "bad"] } },
      },
    });
    expect(state).toEqual({
      kind: "record",
      fields: {
        final: { kind: "boolean" },
        votes: { kind: "sequence", of: vote, max: 4 },
        members: { kind: "set", of: [1, 2, 3] },
        level: { kind: "array", of: { kind: "integer", min: 0, max: 1 }, length: 2 },
      },
    });
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });

  test("give the type of their values", () => {
    expectTypeOf<Infer<typeof vote>>().toEqualTypeOf<{
      readonly from: "h" | "b";
      readonly level: number;
      readonly out: "good" | "bad" | null;
    }>();
    expectTypeOf<Infer<typeof state>>().toEqualTypeOf<{
      readonly final: boolean;
      readonly votes: readonly Infer<typeof vote>[];
      readonly members: readonly (1 | 2 | 3)[];
      readonly level: readonly number[];
    }>();
    expectTypeOf(oneOf("a")).not.toEqualTypeOf<Schema<string>>();
    expect(oneOf(null, 1).kind).toBe("enum");
  });
});
