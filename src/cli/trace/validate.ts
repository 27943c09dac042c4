/** `nexus trace validate`: whether the logs of a run are a behaviour of a module. */

import { itfText, type Reason, stepText, type Validation, validateLogs } from "../../checker/index.ts";
import { ExitCode, NexusError, unreachable } from "../../lib/errors.ts";
import { defaultSpecDir } from "../files.ts";
import { known, parseCount, parseFlags } from "../flags.ts";
import { loadModel } from "../load.ts";
import { readManifest } from "../manifest.ts";
import { place } from "../render/errors.ts";
import { readSource } from "../render/source.ts";
import { counted, type Style, styleOf } from "../render/style.ts";
import { callText } from "../render/trace.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "../verb.ts";
import { type ReadLogs, readLogs } from "./read-logs.ts";

const flags = {
  module: { type: "string", placeholder: "M", about: "the module that the logs must be of" },
  model: {
    type: "string",
    placeholder: "N",
    about: "the model whose constants the run had; the one that the logs name unless told",
  },
  limit: { type: "string", placeholder: "N", about: "pairs of a prefix and a state to look at; 1M unless told" },
  json: { type: "boolean", about: "one JSON document" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;

const LIMIT = 1_000_000;

export const VALIDATION_VERSION = 1;

export const validate: Verb = {
  name: "trace validate",
  summary: "Shows whether the logs of a run are a behaviour of a module.",
  usage: "nexus trace validate FILE... [--module M] [--model N]",
  about: [
    `One log for each node, in lines of JSON: docs/guides/traces.md. Sequence numbers order the events of a log, causal ids those of
several. The logs are accepted if in some such order every event is a step of Next, between steps of the world and of nodes that
log nothing. Else the shortest prefix that is impossible is shown, with what was possible in its place.`,
    "Exit codes: 0 accepted, 1 refused, 2 malformed logs, 3 inconclusive: the limit was reached.",
  ],
  flags,
  examples: [["nexus trace validate node1.jsonl node2.jsonl node3.jsonl --module Simplex", "the logs of three nodes"]],
  run: async (argv, io) => run(argv, io),
};

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(validate));
    return ExitCode.ok;
  }
  if (positionals.length === 0)
    throw new NexusError("bad-argument", "trace validate needs the logs of a run", { hint: validate.usage });
  const read = readLogs(positionals);
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const { module, model } = subjectOf(read, specDir, values.module, values.model);
  const { spec } = loadModel(specDir, { module, cfg: model, broken: false, witnesses: [] });
  const unlogged = read.headers.flatMap((header) => header.unlogged);
  const limit = values.limit === undefined ? LIMIT : parseCount("limit", values.limit);
  const validation = validateLogs(spec, read.logs, { unlogged, limit });
  const style = styleOf(io.colour && io.outIsTerminal);
  io.out(
    values.json === true
      ? validationJson(validation, read, module, model)
      : validationText(validation, read, module, model, style),
  );
  return { accepted: ExitCode.ok, refused: ExitCode.violated, inconclusive: ExitCode.inconclusive }[validation.verdict];
}

/** Module and model of the logs. Throws {@link NexusError} where they disagree or do not say. */
function subjectOf({ headers }: ReadLogs, specDir: string, asked: string | undefined, model: string | undefined) {
  const { models } = readManifest(specDir);
  const modules = [...new Set(headers.map(({ module }) => module))];
  const [module = "", ...others] = modules;
  if (others.length > 0) throw new NexusError("bad-log", `the logs are of several modules: ${modules.join(", ")}`);
  known("module", module, [...new Set(models.map((entry) => entry.module))]);
  if (
    asked !== undefined &&
    known(
      "module",
      asked,
      models.map((entry) => entry.module),
    ) !== module
  ) {
    throw new NexusError("bad-log", `the logs are of ${module} and not of ${asked}`);
  }
  const named = [...new Set(headers.flatMap((header) => header.model ?? []))];
  if (model === undefined && named.length !== 1) {
    throw new NexusError(
      "no-model",
      named.length === 0 ? "the logs name no model" : `the logs name several models: ${named.join(", ")}`,
      {
        hint: "--model names the one whose constants the run had",
      },
    );
  }
  const ofModule = models.filter((entry) => entry.module === module && entry.kind !== "refinement" && entry.kind !== "broken");
  return {
    module,
    model: known(
      "model",
      model ?? named[0] ?? "",
      ofModule.map(({ name }) => name),
    ),
  };
}

function validationJson(validation: Validation, { places }: ReadLogs, module: string, model: string): string {
  const at = validation.verdict === "refused" ? placeOf(places, validation.event) : undefined;
  const where = at === undefined ? {} : { file: at.file, line: at.line };
  return `${JSON.stringify({ format: "nexus-validation", version: VALIDATION_VERSION, module, model, ...where, ...validation }, null, 2)}\n`;
}

const placeOf = (places: ReadLogs["places"], [log, position]: readonly [number, number]) =>
  places[log]?.[position] ?? unreachable(`event ${position} of log ${log}`);

function validationText(validation: Validation, { places, logs }: ReadLogs, module: string, model: string, style: Style): string {
  const events = logs.reduce((sum, log) => sum + log.events.length, 0);
  const what = `${module} ${model}`;
  if (validation.verdict === "inconclusive") {
    return `${what}: ${style.warn("inconclusive")}: ${counted(validation.searched, "pair")} of a prefix and a state were looked at\n`;
  }
  if (validation.verdict === "accepted") {
    const hidden = validation.steps.filter(({ event }) => event === null).length;
    return `${what}: ${style.good("accepted")}: ${counted(events, "event")}, ${counted(hidden, "step")} that nobody logged\n`;
  }
  const { event, prefix, before, reason, at, enabled } = validation;
  const { file, line, text } = placeOf(places, event);
  const way = before.map(({ label, event: of }) => `  ${callText(label)}${of === null ? style.faint("  (not logged)") : ""}`);
  const state = Object.entries(at).map(([name, value]) => `  /\\ ${name} = ${itfText(value)}`);
  return `${[
    `${what}: ${style.bad("refused")}: the shortest prefix that is no behaviour has ${prefix} of ${counted(events, "event")}`,
    `${file}:${line}\n${text.length > 400 ? `${text.slice(0, 400)}...` : text}`,
    reasonText(reason),
    [style.strong("Before it:"), ...(way.length === 0 ? ["  nothing"] : way)].join("\n"),
    [style.strong("The state:"), ...state].join("\n"),
    [
      style.strong("Possible there:"),
      ...(enabled.length === 0 ? ["  nothing"] : enabled.map((step) => `  ${stepText(step)}`)),
    ].join("\n"),
  ].join("\n\n")}\n`;
}

function reasonText(reason: Reason): string {
  if ("conjunct" in reason) {
    const { id, text, at } = reason.conjunct;
    return [`the first false conjunct is ${id}, ${text}`, ...place(at, readSource)].join("\n");
  }
  const [what, logged, spec] =
    "variable" in reason
      ? [`the step leads to another ${reason.variable}`, reason.logged, reason.spec]
      : ["the step has other effects", reason.effects.logged, reason.effects.spec];
  return `${what}\n  log   ${itfText(logged)}\n  spec  ${itfText(spec)}`;
}
