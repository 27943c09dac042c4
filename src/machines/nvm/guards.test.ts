/** The guards of the NVM's actions, one by one, in the states that the models go through, and what the host may do in which state. */

import { describe, expect, test } from "vitest";
import { RULES, type Rule } from "../../nvm/rules.ts";
import { ruleAt } from "../../nvm/step/immutable/step.ts";
import { reached } from "./census.ts";
import { HostExit, HostReturn, Invoke, OutOfGas, Settle } from "./host.ts";
import { scopes } from "./models.ts";
import { nvm } from "./protocol.ts";
import { deployedOf, type RuleRefusal, registersOf, stepOf } from "./rule.ts";
import type { Constants, Effect, State } from "./types.ts";

/** The instructions of each action, by the names of chapter 4.4. */
const INSTRUCTIONS = {
  Const: "i32.const",
  Unop: "i32.clz i32.ctz i32.popcnt",
  Binop:
    "i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr",
  Testop: "i32.eqz",
  Relop: "i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u",
  RefNull: "ref.null",
  RefIsNull: "ref.is_null",
  RefFunc: "ref.func",
  Drop: "drop",
  Select: "select",
  LocalGet: "local.get",
  LocalSet: "local.set",
  LocalTee: "local.tee",
  GlobalGet: "global.get",
  GlobalSet: "global.set",
  TableGet: "table.get",
  TableSet: "table.set",
  TableSize: "table.size",
  TableGrow: "table.grow",
  TableFill: "table.fill",
  TableCopy: "table.copy",
  TableInit: "table.init",
  ElemDrop: "elem.drop",
  Load: "i32.load",
  Store: "i32.store",
  MemorySize: "memory.size",
  MemoryGrow: "memory.grow",
  MemoryFill: "memory.fill",
  MemoryCopy: "memory.copy",
  MemoryInit: "memory.init",
  DataDrop: "data.drop",
  Nop: "nop",
  Unreachable: "unreachable",
  If: "if",
  Else: "else",
  Br: "br",
  BrIf: "br_if",
  BrTable: "br_table",
  Return: "return",
  Call: "call",
  CallIndirect: "call_indirect",
} as const;

type Name = keyof typeof INSTRUCTIONS;
type Act = (c: Constants, s: State) => readonly [State, readonly Effect[]] | RuleRefusal;

interface Place {
  readonly constants: Constants;
  readonly state: State;
}

/** Reachable places by the instruction that comes next, some that cost nothing and some that must pay, and those in which nothing runs. */
const next = new Map<string, Place[]>();
const MOST = 6;
const stopped = new Map<string, Place>();
for (const model of Object.keys(scopes).filter((name) => scopes[name]?.full === undefined)) {
  const { setting, states } = reached(model);
  for (const { machine: state } of states) {
    const place = { constants: setting.constants, state };
    if (state.status !== "running") stopped.set(state.status, place);
    else if (!state.pending) {
      const mnemonic = mnemonicAt(place);
      const known = next.get(mnemonic) ?? [];
      if (known.filter((other) => mustPay(other) === mustPay(place)).length < MOST) next.set(mnemonic, [...known, place]);
    }
  }
}

function mnemonicAt({ constants, state }: Place): string {
  const { code } = deployedOf(constants, state);
  return (RULES[ruleAt(code, registersOf(state).pc)] as Rule).mnemonic;
}

function mustPay(place: Place): boolean {
  const { constants, state } = withGas(place, 0);
  return stepOf(constants, state).status === "out of gas";
}

function withGas({ constants, state }: Place, gas: number): Place {
  return { constants, state: { ...state, gas } };
}
const ENOUGH = 1_000_000;

/** Places of an action's instructions. Where they come first in a block, they must pay for it. */
const placesOf = (name: Name): readonly Place[] => INSTRUCTIONS[name].split(" ").flatMap((mnemonic) => next.get(mnemonic) ?? []);

test("the table names every rule's action", () => {
  const others = ["OutOfGas", "HostReturn", "HostExit", "Invoke", "Settle"];
  expect(Object.keys(INSTRUCTIONS)).toEqual(Object.keys(nvm.actions).filter((name) => !others.includes(name)));
  expect([...stopped.keys()].sort()).toContain("trapped");
});

describe.each(Object.keys(INSTRUCTIONS) as readonly Name[])("%s", (name) => {
  const act = nvm.actions[name] as Act;

  test("takes the step of its instructions, and of no others", () => {
    const own = INSTRUCTIONS[name].split(" ");
    expect(placesOf(name).length).toBeGreaterThan(0);
    for (const [mnemonic, places] of next) {
      for (const place of places) {
        const { constants, state } = withGas(place, ENOUGH);
        const stepped = act(constants, state);
        if (own.includes(mnemonic)) expect(stepped[0]).toEqual(stepOf(constants, state));
        else expect(stepped).toBe("other-instruction");
      }
    }
  });

  test("refuses where nothing runs", () => {
    for (const { constants, state } of stopped.values()) expect(act(constants, state)).toBe("not-running");
  });

  test("refuses what cannot be paid, which is when the gas is out", () => {
    const places = placesOf(name).map((place) => withGas(place, 0));
    const refused = places.filter(({ constants, state }) => act(constants, state) === "too-dear");
    expect(refused.length).toBeGreaterThan(0);
    for (const { constants, state } of places) {
      expect(OutOfGas(constants, state) === "affordable").toBe(act(constants, state) !== "too-dear");
    }
  });
});

describe("the host", () => {
  const at = (status: string): Place => stopped.get(status) as Place;

  test("answers and ends where it is called, with a word", () => {
    const { constants, state } = at("host");
    expect(typeof HostReturn(constants, state, { w: 0, c: 1 })).toBe("object");
    expect(HostReturn(constants, state, { w: 2 ** 31, c: 1 })).toBe("no-word");
    expect(typeof HostExit(constants, state, { n: 0 })).toBe("object");
    for (const other of [...stopped.keys()].filter((status) => status !== "host")) {
      expect(HostReturn(constants, at(other).state, { w: 0, c: 1 })).toBe("no-host-call");
      expect(HostExit(constants, at(other).state, { n: 0 })).toBe("no-host-call");
    }
  });

  test("invokes what has ended, and settles what has returned, trapped or run out of gas", () => {
    for (const [status, { constants, state }] of stopped) {
      const ended = ["idle", "committed", "rolled back", "exited"].includes(status);
      const invoked = Invoke(constants, state, { args: [], g: 5 });
      expect(invoked === "not-ended", status).toBe(!ended);
      const settled = Settle(constants, state);
      expect(settled === "nothing-to-settle", status).toBe(ended || status === "host");
    }
  });
});
