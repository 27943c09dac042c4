/** `nexus recheck`: checks a certificate without the explorer. */

import { readCertificateHeader, recheck as recheckLines } from "../checker/index.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { certifiable, certifiedWorld, linesOf } from "./certificate.ts";
import { known, parseFlags } from "./flags.ts";
import { defaultSpecDir, shownPath } from "./load.ts";
import { readManifest } from "./manifest.ts";
import { grouped, styleOf } from "./render/style.ts";
import { helpFlag, type Io, type Verb, verbHelp } from "./verb.ts";

const flags = {
  model: { type: "string", placeholder: "M", about: "the model that it must be of; the one that it names unless told" },
  json: { type: "boolean", about: "one JSON document" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;

export const recheck: Verb = {
  name: "recheck",
  summary: "Checks a certificate that nexus check --certificate has written, without the explorer.",
  usage: "nexus recheck FILE [--model M]",
  about: [
    `Shows that every initial state is in the certificate, that every step from its states leads to one of them, that each
invariant holds in each, and that a real step leads to each from an earlier one. It shares no traversal, store, digest or
unpacking with the explorer; it trusts the step function and the evaluator.`,
    "Exit codes: 0 it holds, 1 it does not, 2 the file is malformed.",
  ],
  flags,
  examples: [
    ["nexus check --model MCGsiN4n4 --spec --certificate gsi.jsonl", "write one"],
    ["nexus recheck gsi.jsonl", "check it"],
  ],
  run: async (argv, io) => run(argv, io),
};

export const RECHECK_VERSION = 1;

const TRUSTED = ["the step function", "the evaluator"] as const;

function run(argv: readonly string[], io: Io): ExitCode {
  const { values, positionals } = parseFlags(flags, argv);
  if (values.help === true) {
    io.out(verbHelp(recheck));
    return ExitCode.ok;
  }
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) {
    throw new NexusError("bad-argument", "recheck needs one certificate", { hint: recheck.usage });
  }
  const start = performance.now();
  const lines = linesOf(path);
  const first = lines.next();
  if (first.done === true) throw new NexusError("bad-certificate", "malformed certificate: the file is empty");
  const header = readCertificateHeader(first.value);
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const { models } = readManifest(specDir);
  const name = values.model ?? header.model;
  known(
    "model",
    name,
    models.map((entry) => entry.name),
  );
  const entry = models.find((one) => one.name === name) as (typeof models)[number];
  const { graph, subject, identity } = certifiable(specDir, entry, certifiedWorld(entry, header.world));
  const result = recheckLines(graph, subject, header, lines, identity === undefined ? {} : { identity });
  const seconds = (performance.now() - start) / 1000;
  const holds = result.verdict === "holds";
  if (values.json === true) {
    const document = {
      format: "nexus-recheck",
      version: RECHECK_VERSION,
      subject,
      invariants: header.invariants,
      trusted: TRUSTED,
    };
    io.out(`${JSON.stringify({ ...document, ...result, seconds }, null, 2)}\n`);
    return holds ? ExitCode.ok : ExitCode.violated;
  }
  const style = styleOf(io.colour && io.outIsTerminal);
  const about = `${shownPath(path)}: ${subject.model} (${subject.module}), ${subject.world === "spec" ? "the spec" : "the code"}`;
  if (!holds) {
    const where = result.at === undefined ? "" : `state ${result.at} (line ${result.at + 2}): `;
    io.out(`${about}\n${style.bad("refused")}: ${where}${result.reason}\n`);
    return ExitCode.violated;
  }
  io.out(
    [
      about,
      `${style.good("holds")}: ${grouped(result.states)} states, ${grouped(result.initial)} of them initial, ${grouped(result.steps)} steps, in ${seconds.toFixed(1)} s`,
      "  every initial state is one of them, and every step from one of them leads to one of them",
      "  each is reached, by a real step from an earlier one",
      header.invariants.length === 0 ? "  no invariant was checked" : `  in each hold ${header.invariants.join(", ")}`,
      ...(subject.deadlock ? ["  in each a step is possible"] : []),
      `Trusted: ${TRUSTED.join(" and ")} of the ${subject.world}. Not used: the explorer, its store, digest and packing.`,
      "",
    ].join("\n"),
  );
  return ExitCode.ok;
}
