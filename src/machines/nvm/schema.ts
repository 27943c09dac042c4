/** The shape of the states of the NVM's models, with bounds from what their programs are. */

import { arrayOf, boolean, integer, oneOf, option, record, type Schema, sequenceOf } from "../../lib/schema.ts";
import { TRAPS } from "../../nvm/rules/ir.ts";
import { least } from "../../nvm/step/immutable/words.ts";
import { ACTIVATION_BYTES } from "../../nvm/step/machine.ts";
import type { Constants, Store } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

export function schemaOf(setting: Setting): Schema<Closed> {
  const { constants, stackBytes, invocations } = setting;
  const cells = integer(0, Math.max(...constants.programs.map(({ code }) => code.cells.length)));
  const word = wordSchema(constants);
  const words = integer(0, stackBytes);
  const gas = integer(0, Math.max(...setting.gas));
  const func = integer(0, functions(constants));
  const store = storeSchema(setting);
  return record({
    machine: record({
      program: integer(0, constants.programs.length - 1),
      status: oneOf("running", "host", "returned", "trapped", "out of gas", "idle", "committed", "rolled back", "exited"),
      trap: oneOf(...TRAPS),
      frames: option(
        record({
          callers: sequenceOf(record({ pc: cells, base: words, func }), Math.floor(stackBytes / ACTIVATION_BYTES)),
          pc: cells,
          base: words,
          func,
          values: sequenceOf(word, stackBytes / 4),
        }),
      ),
      callee: integer(-1, constants.shell.hosts.length),
      stackBytes: integer(0, stackBytes),
      gas,
      pending: boolean,
      results: sequenceOf(word, 8),
      store,
      checkpoint: record({ store, gas }),
    }),
    // What is done and not paid for would be more than the gas: the invariant is to say so, and not the shape.
    world: record({ invocations: integer(0, invocations), work: integer(0, 4 * Math.max(...setting.gas) + 64) }),
  });
}

const functions = ({ shell }: Constants): number => shell.hosts.length + 1 + shell.funcs.length;

/** A word of a few bits, or a reference. */
const wordSchema = (c: Constants): Schema<number> => integer(least(c.width), Math.max(-least(c.width) - 1, functions(c)));

function storeSchema({ constants }: Setting): Schema<Store> {
  const { shell, width } = constants;
  const word = wordSchema(constants);
  const { max } = shell.memory;
  const size = Math.max(0, ...shell.tables.map((table) => table.max));
  return record({
    globals: arrayOf(word, 4 * shell.globals.length),
    mems: arrayOf(
      record({
        pages: integer(0, max),
        maxPages: integer(0, max),
        chunks: sequenceOf(option(arrayOf(word, width.chunk)), (max * width.page) / width.chunk),
      }),
      1,
    ),
    tables: arrayOf(record({ elements: sequenceOf(word, size), maxSize: integer(0, size) }), shell.tables.length),
    droppedDatas: arrayOf(boolean, shell.datas.length),
    droppedElems: arrayOf(boolean, shell.elems.length),
  });
}
