/** Files of modules: read within a bound, loaded, and refused with the place in the file. */

import { NexusError } from "../../lib/errors.ts";
import { loadModule, ModuleError, type ValidModule } from "../../nvm/index.ts";
import { readBytes, shownPath } from "../files.ts";
import { placeOf } from "./place.ts";

/** Above the limit on modules, which says more of a file that is too large. In bytes. */
const LARGEST_FILE = 2 ** 28;

/** The bytes of a file. Throws {@link NexusError} `no-file` or `bad-file`. */
export const moduleBytes = (file: string): Uint8Array => readBytes(file, "name the file of a module", LARGEST_FILE);

/** The module of a file. Throws {@link NexusError}: what {@link moduleBytes} throws, or what {@link refusal} says. */
export function moduleOf(file: string): ValidModule {
  const bytes = moduleBytes(file);
  try {
    return loadModule(bytes);
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    throw refusal(error, file, bytes);
  }
}

/** A module's error with its file, the section and function around the place, and the bytes there. */
export function refusal(error: ModuleError, file: string, bytes: Uint8Array): NexusError {
  const { section, function: index, bytes: around } = placeOf(bytes, error.offset);
  const inside = `${section}${index === undefined ? "" : `, function ${index} of those that it defines`}`;
  return new NexusError(error.code, `${shownPath(file)}: ${error.message}, in ${inside}`, {
    hint: [...(error.hint === undefined ? [] : [error.hint]), `the bytes there are ${around}`].join("; "),
    exit: error.exit,
    cause: error,
  });
}
