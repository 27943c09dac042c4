/** `npm run nvm:generate`: writes the switches of the step machine from its rules. */

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generated } from "./nvm/generate.ts";

const DIRECTORY = "src/nvm/step/generated";

for (const [name, text] of generated()) {
  const file = join(DIRECTORY, name);
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
  process.stdout.write(`${file}: ${text.split("\n").length} lines\n`);
}
