/** Modules for tests, from text. */

import initWabt from "wabt";
import { loadModule } from "../load.ts";
import type { ValidModule } from "../validate/module.ts";

const wabt = await initWabt();

/** Assembles and loads a module. */
export function moduleOf(text: string): ValidModule {
  const parsed = wabt.parseWat("test.wat", text);
  try {
    return loadModule(new Uint8Array(parsed.toBinary({}).buffer));
  } finally {
    parsed.destroy();
  }
}
