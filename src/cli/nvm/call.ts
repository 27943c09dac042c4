/** The function that a command line calls, with its arguments. */

import { NexusError } from "../../lib/errors.ts";
import type { FuncType, ValidModule } from "../../nvm/index.ts";
import { known } from "../flags.ts";
import { wordsOfArgument } from "./values.ts";

const DEFAULT_GAS = 1_000_000_000;
/** Where a program starts by the conventions of WASI. */
const START = "_start";

/** What `--gas` says. Throws `NexusError` `bad-flag`. */
export function gasOf(text: string | undefined): number {
  const gas = text === undefined ? DEFAULT_GAS : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(gas)) return gas;
  throw new NexusError("bad-flag", `--gas needs a whole number below 2^53, not ${JSON.stringify(text)}`, {
    hint: "for example --gas=1000000",
  });
}

export interface Called {
  readonly name: string;
  readonly type: FuncType;
  readonly words: readonly number[];
}

/** The function to call with its arguments; null where the module is only instantiated. Throws `NexusError` `bad-argument`. */
export function calledFunction(valid: ValidModule, wanted: string | undefined, args: readonly string[]): Called | null {
  const { module, exportTypes } = valid;
  const functions = new Map(
    module.exports.flatMap(({ name }, i) => {
      const type = exportTypes[i];
      return type?.kind === "func" ? [[name, type.type] as const] : [];
    }),
  );
  const name = wanted === undefined ? START : known("exported function", wanted, [...functions.keys()]);
  const type = functions.get(name);
  if (type === undefined) {
    if (args.length === 0) return null;
    throw new NexusError("bad-argument", `${args.length} arguments for no function`, { hint: "--invoke NAME names it" });
  }
  if (args.length !== type.params.length) {
    throw new NexusError("bad-argument", `${name} has ${type.params.length} parameters, and ${args.length} arguments are given`, {
      hint: type.params.length === 0 ? "it takes none" : `they are ${type.params.join(", ")}`,
    });
  }
  return { name, type, words: type.params.flatMap((param, i) => wordsOfArgument(param, args[i] as string, i + 1)) };
}
