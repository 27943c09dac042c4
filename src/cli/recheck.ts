/** `nexus recheck`: checks a certificate without the explorer. */

import { readCertificateHeader, recheck as recheckLines } from "../checker/index.ts";
import { ExitCode, NexusError } from "../lib/errors.ts";
import { certifiable, certifiedWorld, linesOf } from "./certificate.ts";
import { defaultSpecDir, shownPath } from "./files.ts";
import { known, parseFlags } from "./flags.ts";
import { readManifest } from "./manifest.ts";
import { recheckJson, recheckText } from "./render/recheck.ts";
import { styleOf } from "./render/style.ts";
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
unpacking with the explorer, and applies permutations without its canonical forms; what it trusts it says.`,
    "Exit codes: 0 it holds, 1 it does not, 2 the file is malformed.",
  ],
  flags,
  examples: [
    ["nexus check --model MCGsiN4n4 --spec --certificate gsi.jsonl", "write one"],
    ["nexus recheck gsi.jsonl", "check it"],
  ],
  run: async (argv, io) => run(argv, io),
};

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
  const world = certifiedWorld(entry, header.world);
  const { graph, subject, identity, reduced } = certifiable(specDir, entry, world, header.symmetry !== null);
  const result = recheckLines(graph, subject, header, lines, {
    ...(identity === undefined ? {} : { identity }),
    ...(reduced === undefined ? {} : { group: reduced.group }),
  });
  const seconds = (performance.now() - start) / 1000;
  io.out(
    values.json === true
      ? recheckJson(header, result, seconds)
      : recheckText(shownPath(path), header, result, seconds, styleOf(io.colour && io.outIsTerminal)),
  );
  return result.verdict === "holds" ? ExitCode.ok : ExitCode.violated;
}
