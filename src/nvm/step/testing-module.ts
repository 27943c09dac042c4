/** Modules for tests, from text. */

import { loadModule } from "../load.ts";
import type { ValidModule } from "../validate/module.ts";

/** The part of wabt that assembles. */
interface Assembler {
  readonly parseWat: (
    name: string,
    text: string,
  ) => { toBinary: (options: object) => { buffer: Uint8Array }; destroy: () => void };
}

/** Gives what assembles and loads a module. */
export const moduleWith =
  (assembler: Assembler) =>
  (text: string): ValidModule => {
    const parsed = assembler.parseWat("test.wat", text);
    try {
      return loadModule(new Uint8Array(parsed.toBinary({}).buffer));
    } finally {
      parsed.destroy();
    }
  };
