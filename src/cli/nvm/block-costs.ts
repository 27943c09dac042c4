/** What blocks cost: the module is lowered for a machine that is thrown away, with imports that are made up. */

import { SCHEDULE } from "../../nvm/gas/schedule.ts";
import { type ExternType, LIMITS, type ValidModule } from "../../nvm/index.ts";
import { ENTER } from "../../nvm/rules.ts";
import { addGlobal, addHostFunc, addInstance, addMemory, addTable, type Extern } from "../../nvm/step/instantiate.ts";
import { CELL, createMachine, type Machine } from "../../nvm/step/machine.ts";

/** The cost of each block that has one, by the byte offset of what it begins with. */
export type BlockCosts = ReadonlyMap<number, number>;

export function blockCosts(valid: ValidModule): BlockCosts {
  const m = createMachine(LIMITS, SCHEDULE);
  const imported = new Map(
    valid.module.imports.map(({ module, name }, i) => [key(module, name), valid.importTypes[i] as ExternType]),
  );
  // An import may be there twice with other types; each is offered what it asks for, in their order.
  const offered = valid.importTypes.map((type) => made(m, type));
  let next = 0;
  addInstance(m, valid, (module, name) => (imported.has(key(module, name)) ? offered[next++] : undefined));
  const costs = new Map<number, number>();
  for (let at = 0; at < m.cellCount; at += CELL) {
    if (m.cells[at] === ENTER) costs.set(m.offsets[at / CELL] as number, m.cells[at + 2] as number);
  }
  return costs;
}

const key = (module: string, name: string): string => JSON.stringify([module, name]);

function made(m: Machine, extern: ExternType): Extern {
  switch (extern.kind) {
    case "func":
      return addHostFunc(m, extern.type, { module: "", name: "" });
    case "mem":
      return { ...extern, address: addMemory(m, extern.type.limits) };
    case "table":
      return { ...extern, address: addTable(m, extern.type.limits, extern.type.reftype) };
    case "global":
      return { ...extern, address: addGlobal(m, extern.type, [0, 0, 0, 0]) };
  }
}
