/** `nexus nvm inspect`: what is in a module, or why it is refused. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { LIMITS, loadModule, ModuleError, moduleNames, type ValidModule } from "../../nvm/index.ts";
import { shownPath } from "../files.ts";
import { known, parseFlags } from "../flags.ts";
import { styleOf } from "../render/style.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { blockCosts } from "./block-costs.ts";
import { disassembly, type Names } from "./disassemble.ts";
import { moduleBytes, refusal } from "./module-file.ts";
import { type Place, placeOf } from "./place.ts";
import { type ModuleSummary, summaryOf, summaryText } from "./summary.ts";

const flags = {
  function: { type: "string", short: "f", placeholder: "NAME", about: "the instructions of a function, by name or index" },
  json: { type: "boolean", about: "one JSON document instead of the text, for refused modules too" },
  help: helpFlag,
} as const;

export const INSPECT_VERSION = 1;

export const inspect: Verb = {
  name: "nvm inspect",
  summary: "Decodes and validates a WebAssembly module, and says what is in it, or why it is refused.",
  usage: "nexus nvm inspect FILE.wasm [--function NAME] [--json]",
  about: [
    `Accepted is WebAssembly 2.0 within the NVM's limits (spec/nvm.md). A module that is refused is shown with the rule that it breaks, the
byte at which it does, and the section and function around it.`,
    "Exit codes: 0 the module may be run, 2 it is refused, 4 environment.",
  ],
  flags,
  examples: [
    ["nexus nvm inspect app.wasm", "imports, exports, functions with their sizes and what they cost"],
    ["nexus nvm inspect app.wasm -f main", "the instructions of main, with byte offsets, heights and the costs of blocks"],
    ["nexus nvm inspect app.wasm --json", "for programs; spec/schema/nvm-inspect-result.schema.json describes it"],
  ],
  run: async (argv, io) => run(argv, io),
};

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(inspect));
    return ExitCode.ok;
  }
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    throw new NexusError("bad-argument", "nvm inspect needs one module", { hint: "nexus help nvm inspect shows how it is used" });
  }
  const bytes = moduleBytes(file);
  const found = { file: shownPath(file), bytes: bytes.length };
  try {
    return report(loadModule(bytes), found, { function: values.function, json: values.json === true }, io);
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    return refuse(error, bytes, found, values.json === true, io);
  }
}

interface Found {
  readonly file: string;
  readonly bytes: number;
}

interface Wanted {
  readonly function: string | undefined;
  readonly json: boolean;
}

function report(valid: ValidModule, found: Found, wanted: Wanted, io: Io): ExitCode {
  const names: Names = moduleNames(valid.module);
  const costs = blockCosts(valid);
  if (wanted.function !== undefined) {
    io.out(`${disassembly(valid, functionNamed(valid, names, wanted.function), names, costs).join("\n")}\n`);
    return ExitCode.ok;
  }
  const summary = summaryOf(valid, names, costs);
  io.out(
    wanted.json
      ? document({ ...found, valid: true, ...summary })
      : `${summaryText(found, summary, styleOf(io.colour && io.outIsTerminal))}\n`,
  );
  return ExitCode.ok;
}

interface Refused extends Place {
  readonly code: string;
  readonly rule: string;
  readonly message: string;
  readonly offset: number;
  readonly hint?: string;
}

type Content = { readonly valid: true } & ModuleSummary;

function document(content: Found & (Content | { readonly valid: false; readonly error: Refused })): string {
  return `${JSON.stringify({ format: "nexus-nvm-inspect", version: INSPECT_VERSION, limits: LIMITS.version, ...content }, null, 2)}\n`;
}

function refuse(error: ModuleError, bytes: Uint8Array, found: Found, json: boolean, io: Io): ExitCode {
  if (!json) throw refusal(error, found.file, bytes);
  const { code, rule, message, offset, hint } = error;
  const refused = { code, rule, message, offset, ...(hint === undefined ? {} : { hint }), ...placeOf(bytes, offset) };
  io.out(document({ ...found, valid: false, error: refused }));
  return error.exit;
}

/** The index of a function of the module itself. */
function functionNamed({ module, funcs }: ValidModule, names: Names, wanted: string): number {
  const imported = funcs.length - module.funcs.length;
  const index = /^\d+$/.test(wanted) ? Number(wanted) : indexNamed(module.exports, names, wanted);
  if (index < imported || index >= funcs.length) {
    throw new NexusError("unknown-function", `function ${index} has no instructions here`, {
      hint:
        module.funcs.length === 0 ? "the module defines none" : `those that it defines are ${imported} to ${funcs.length - 1}`,
    });
  }
  return index;
}

function indexNamed(exports: ValidModule["module"]["exports"], { functions }: Names, wanted: string): number {
  const byName = new Map([
    ...[...functions].map(([index, name]) => [name, index] as const),
    ...exports.flatMap(({ kind, name, index }) => (kind === "func" ? [[name, index] as const] : [])),
  ]);
  return byName.get(known("function", wanted, [...byName.keys()])) as number;
}
