/** Programs through the NVM's own decoder, validator and lowering, and where each lowered cell comes from. */

import type { Schedule } from "../../nvm/gas/schedule.ts";
import { pricesOf } from "../../nvm/gas/schedule.ts";
import { LIMITS } from "../../nvm/limits.ts";
import { loadModule } from "../../nvm/load.ts";
import { ENTER } from "../../nvm/rules.ts";
import { addHostFunc, addInstance, type Extern } from "../../nvm/step/instantiate.ts";
import { CELL, createMachine, Field, FUNC, type Machine } from "../../nvm/step/machine.ts";
import { CELLS, type FuncType } from "../../nvm/types.ts";
import type { ValidModule } from "../../nvm/validate/module.ts";
import { moduleOf } from "./binary.ts";
import { operandTypes } from "./operands.ts";
import type { Deployed, FunctionShape, Place, Program, Shell } from "./types.ts";

/** What loading depends on besides the program. */
export type Loading = { readonly shell: Shell; readonly schedule: Schedule; readonly stackBytes: number };

/** Loads a program. Throws `ModuleError` where the NVM refuses it. */
export function deploy(loading: Loading, text: Program): Deployed {
  const valid = loadModule(moduleOf(loading.shell, text).bytes);
  const m = machineWith(loading, valid);
  const code = {
    cells: [...m.cells.subarray(0, m.cellCount)],
    tops: [...m.tops.subarray(0, m.cellCount / CELL)],
    constants: new Uint8Array(0),
    branches: [...m.branches.subarray(0, 2 * m.branchCount)],
    funcs: [...m.funcs.subarray(0, FUNC * m.funcCount)],
    datas: m.datas.map((bytes) => [...bytes]),
    elems: m.elems.map((references) => [...references]),
    prices: [...pricesOf(loading.schedule)],
    schedule: { hostCall: loading.schedule.hostCall },
    limits: { stackBytes: loading.stackBytes },
  };
  return { text, code, places: placesOf(loading.shell, text, valid, m) };
}

/** The machine over typed arrays in which the program is instantiated; only what it runs is taken from it. */
function machineWith({ shell, schedule, stackBytes }: Loading, valid: ValidModule): Machine {
  const m = createMachine({ ...LIMITS, stackBytes }, schedule);
  const hosts: readonly Extern[] = shell.hosts.map((type, i) =>
    addHostFunc(m, shell.types[type] as FuncType, { module: "host", name: String(i) }),
  );
  addInstance(m, valid, (_, name) => hosts[Number(name)]);
  return m;
}

/** The places of all cells. */
function placesOf(shell: Shell, text: Program, valid: ValidModule, m: Machine): ReadonlyMap<number, Place> {
  const hosts = shell.hosts.length;
  const places = new Map<number, Place>();
  [{ ...shell.main, body: text }, ...shell.funcs].forEach((shape, i) => {
    const entry = m.funcs[FUNC * (hosts + i) + Field.entry] as number;
    const next = hosts + i + 1 < m.funcCount ? (m.funcs[FUNC * (hosts + i + 1) + Field.entry] as number) : m.cellCount;
    const texts = new FunctionText(shell, shape, valid, i);
    for (let pc = entry; pc < next; pc += CELL) {
      const due: number[] = [];
      let at = pc;
      for (; m.cells[at] === ENTER; at += CELL) due.push(m.cells[at + 2] as number);
      places.set(pc, { func: hosts + i, due, ...texts.at(m.offsets[at / CELL] as number) });
    }
  });
  return places;
}

/** The text of a function by the byte offsets of its instructions. */
class FunctionText {
  private readonly body: Program;
  private readonly shell: Shell;
  private readonly types: Place["operands"][];
  private readonly positions = new Map<number, number>();
  /** By instruction: the height of the operands before it, as validation says. */
  private readonly heights: readonly number[];

  constructor(shell: Shell, shape: FunctionShape & { readonly body: Program }, { module, side }: ValidModule, index: number) {
    this.shell = shell;
    this.body = shape.body;
    this.types = [...operandTypes(shell, shape, shape.body)];
    const { start, end } = (module.funcs[index] as ValidModule["module"]["funcs"][number]).body;
    for (let pc = start; pc < end; pc++) this.positions.set(module.code.cells[CELLS * pc + 3] as number, pc - start + 1);
    this.heights = [...side.heights.subarray(start, end)];
  }

  at(offset: number): Pick<Place, "ip" | "labels" | "operands"> {
    const ip = this.positions.get(offset) as number;
    return { ip, labels: this.labels(ip), operands: this.types[ip - 1] as Place["operands"] };
  }

  /** The blocks that are open before an instruction. */
  private labels(ip: number): Place["labels"] {
    const open: { at: number; height: number }[] = [];
    this.body.slice(0, ip - 1).forEach(({ op, a = 0 }, i) => {
      if (op === "end") open.pop();
      if (op !== "block" && op !== "loop" && op !== "if") return;
      const taken = (this.shell.types[a]?.params.length ?? 0) + (op === "if" ? 1 : 0);
      open.push({ at: i + 1, height: (this.heights[i] as number) - taken });
    });
    return open;
  }
}
