/** A state in the variables of `Nvm.tla`. It reads the stepper's words where validation says that values lie; it computes none. */

import type { Itf, ItfRecord } from "../../lib/data.ts";
import { Field, FUNC } from "../../nvm/step/machine.ts";
import { deployedOf } from "./rule.ts";
import type { Constants, Deployed, Effect, Instruction, Place, Registers, Store, Valtype } from "./types.ts";
import type { Closed } from "./world.ts";

export const tuple = (items: readonly Itf[]): Itf => ({ "#tup": items });

/** Words that a value takes on the stack. */
const SLOT = 2;
const GLOBAL = 4;

export function abstract(c: Constants, { machine: s, world: w }: Closed): ItfRecord {
  const deployed = deployedOf(c, s);
  return {
    program: textItf(deployed),
    status: s.status,
    trap: s.trap,
    frames: s.frames === null ? tuple([]) : framesItf(c, deployed, s.frames),
    callee: s.callee,
    stackBytes: s.stackBytes,
    gas: s.gas,
    pending: s.pending,
    results: values(s.results, resultsOf(c)),
    store: storeItf(c, s.store),
    checkpoint: { store: storeItf(c, s.checkpoint.store), gas: s.checkpoint.gas },
    invocations: w.invocations,
    work: w.work,
  };
}

const written = new WeakMap<Deployed, Itf>();

/** A program is written once. */
function textItf(deployed: Deployed): Itf {
  const known = written.get(deployed);
  if (known !== undefined) return known;
  const text = tuple(deployed.text.map(instructionItf));
  written.set(deployed, text);
  return text;
}

const instructionItf = ({ labels, ...rest }: Instruction): Itf =>
  labels === undefined ? (rest as Itf) : { ...rest, labels: tuple(labels) };

const resultsOf = ({ shell }: Constants): readonly Valtype[] => shell.types[shell.main.type]?.results ?? [];

/** A word of a type: a reference is one more than the function's address there, and 0 where it is null. */
const value = (type: Valtype, word: number): Itf => tuple([type, type === "i32" ? word : word - 1]);

const values = (words: readonly number[], types: readonly Valtype[]): Itf =>
  tuple(Array.from({ length: words.length / SLOT }, (_, i) => value(types[i] as Valtype, words[SLOT * i] as number)));

/** The activations: each goes up to where the next one begins, whose arguments were its operands. */
function framesItf(c: Constants, { code, places }: Deployed, { callers, pc, base, func, values: words }: Registers): Itf {
  const all = [...callers, { pc, base, func }];
  return tuple(
    all.map((frame, i) => {
      const operands = frame.base + (code.funcs[FUNC * frame.func + Field.localWords] as number);
      const end = all[i + 1]?.base ?? words.length;
      const { ip, due, labels, operands: types } = places.get(frame.pc) as Place;
      return {
        func: frame.func,
        ip,
        due: tuple(due),
        locals: values(words.slice(frame.base, operands), localsOf(c, frame.func)),
        stack: values(words.slice(operands, end), types),
        labels: tuple(labels.map(({ at, height }) => ({ at, height }))),
      };
    }),
  );
}

/** The types of all locals of a function of the guest. */
export function localsOf({ shell }: Constants, func: number): readonly Valtype[] {
  const { hosts, main, funcs, types } = shell;
  const shape = func === hosts.length ? main : (funcs[func - hosts.length - 1] as Constants["shell"]["main"]);
  return [...(types[shape.type]?.params ?? []), ...shape.locals];
}

function storeItf({ shell, width }: Constants, { globals, mems, tables, droppedDatas, droppedElems }: Store): Itf {
  const memory = mems[0] as Store["mems"][number];
  const cells = memory.chunks.flatMap((chunk) => chunk ?? new Array<number>(width.chunk).fill(0));
  return {
    globals: tuple(shell.globals.map((_, i) => globals[GLOBAL * i] as number)),
    pages: memory.pages,
    cells: tuple(cells),
    tables: tuple(tables.map(({ elements }) => tuple(elements.map((word) => word - 1)))),
    datas: tuple(droppedDatas),
    elems: tuple(droppedElems),
  };
}

/** The arguments of a call of the host are numbers. */
export const abstractEffect = ({ type, func, args }: Effect): Itf => ({
  type,
  func,
  args: values(
    args,
    args.map(() => "i32"),
  ),
});
