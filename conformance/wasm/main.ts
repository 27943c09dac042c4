/** `npm run test:wasm`: the official test suite of WebAssembly 2.0 on the NVM. */

import { ExitCode } from "nexus-reference/lib/errors";
import { command, type Values } from "../../scripts/command.ts";
import { externalFolder, missingData } from "../external.ts";
import { checkManifest, readManifest, writeManifest } from "./manifest.ts";
import { failuresText, reportText } from "./report.ts";
import { judgeSuite, readSuite, SUITE } from "./suite.ts";
import { assembler } from "./text.ts";

const help = `The official test suite of WebAssembly 2.0 on the NVM.

  npm run test:wasm              all scripts; prints the counts by kind
  npm run test:wasm -- --accept  freezes what the scripts hold in the manifest

The suite is looked for in ../shared/external, or where NEXUS_EXTERNAL_DIR says.

Exit codes: 0 nothing failed, 1 something did, 2 a script cannot be read or has changed, 4 there is no suite.`;

const options = { accept: { type: "boolean" } } as const;

async function main(values: Values<typeof options>): Promise<ExitCode> {
  const dir = externalFolder(SUITE);
  if (dir === null) {
    console.error(missingData(SUITE));
    return ExitCode.environment;
  }
  const scripts = readSuite(dir);
  if (values.accept === true) writeManifest(scripts);
  checkManifest(scripts, readManifest());
  const judged = judgeSuite(scripts, await assembler());
  const failures = failuresText(judged);
  for (const failure of failures.slice(0, 20)) console.error(failure);
  console.log(reportText(judged));
  return failures.length === 0 ? ExitCode.ok : ExitCode.violated;
}

await command(help, options, main);
