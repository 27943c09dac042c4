/** `npm run nvm:generate`: writes the switches of the step machine from its rules. */

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ExitCode } from "nexus-reference/lib/errors";
import { command } from "./command.ts";
import { generated } from "./nvm/generate.ts";

const help = `Writes the switches of the step machine from its rules, over those that stand in src/nvm/step/generated.

Exit codes: 0 written, 2 usage.`;

const DIRECTORY = "src/nvm/step/generated";

function main(): ExitCode {
  for (const [name, text] of generated()) {
    const file = join(DIRECTORY, name);
    writeFileSync(`${file}.part`, text);
    renameSync(`${file}.part`, file);
    console.log(`${file}: ${text.split("\n").length} lines`);
  }
  return ExitCode.ok;
}

await command(help, {}, main);
