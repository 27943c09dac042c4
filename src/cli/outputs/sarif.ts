/**
 * SARIF 2.1.0 (OASIS standard), as code scanning reads it: a result for each failing case and each file with a place of it, the spec's
 * line and the code's, with the counterexample as code flows along both files.
 */

import { compareItf, itfText, loopText } from "../../checker/index.ts";
import { sha256Hex } from "../../crypto/digest.ts";
import { canonicalJson } from "../../lib/canonical.ts";
import type { Data, Itf, ItfRecord } from "../../lib/data.ts";
import { formatPosition, type SourceRange } from "../../lib/source.ts";
import { type Case, type Failure, type FilePlaces, type Flow, type Place, placesByFile, type Rule } from "./cases.ts";

export interface SarifContext {
  readonly version: string;
  /** The relative reference of a file, from the root that consumers know; or an absolute URI where the file is outside of it. */
  readonly uri: (file: string) => string;
}

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** All rules in one order: a result names its rule by name and by index. */
const rules: { readonly [rule in Rule]: string } = {
  "code-extra": "The code takes a step, or reaches a state, that the spec does not allow.",
  "spec-extra": "The spec allows a step, or reaches a state, that the code does not take.",
  effect: "Spec and code take the same step with different effects.",
  refusal: "The code's refusal does not stand for the spec's first false conjunct.",
  property: "An invariant or witness holds in one world and not in the other.",
  shape: "Spec and code differ before any step: names, order, parameters, domains or initial states.",
  violated: "A property is violated.",
  deadlock: "No step is possible in a state that is not declared as an end.",
  inconclusive: "A limit was reached before an answer.",
  error: "A module, cfg or step cannot be evaluated.",
  bug: "A bug in nexus.",
  "not-as-pinned": "What was found is not what the manifest pins.",
  gap: "An action, guard or witness has its turn in no model.",
  gate: "A module and its machine disagree in names, order or shape.",
};

export function sarifJson(cases: readonly Case[], { version, uri }: SarifContext): string {
  const results = cases.flatMap(({ name, failure }) => (failure === undefined ? [] : resultsOf(name, failure, uri)));
  const driver = {
    name: "nexus",
    semanticVersion: version,
    rules: Object.entries(rules).map(([id, text]) => ({
      id,
      shortDescription: { text },
      defaultConfiguration: { level: "error" },
    })),
  };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  return `${JSON.stringify({ $schema: SCHEMA, version: "2.1.0", runs: [run] }, null, 2)}\n`;
}

type Uri = SarifContext["uri"];

/** What GitHub takes of one result; the message says all of it. */
const MAX_LOCATIONS = 10;

/** A result for each file with a place of the failure: consumers annotate the first location of a result alone. */
const resultsOf = (name: string, failure: Failure, uri: Uri) =>
  placesByFile(failure).map((places) => result(name, failure, places, uri));

function result(name: string, failure: Failure, { file, own, elsewhere }: FilePlaces, uri: Uri) {
  const { rule, message, identity, flows } = failure;
  const places = [...own, ...elsewhere].slice(0, MAX_LOCATIONS);
  const fingerprint = sha256Hex(canonicalJson([rule, ...identity, uri(file)] as Data));
  const links = places.map(
    ({ says, at }, i) => `${unlinked(says)} ([${linkText(formatPosition({ ...at, file: uri(at.file) }))}](${i + 1})).`,
  );
  return {
    ruleId: rule,
    ruleIndex: Object.keys(rules).indexOf(rule),
    level: "error",
    message: { text: [`${name}: ${unlinked(message)}`, ...links].join("\n") },
    locations: own.slice(0, MAX_LOCATIONS).map((place) => location(place, uri)),
    // The places in other files are shown only where the message links to them.
    relatedLocations: places.map((place, i) => ({ id: i + 1, ...location(place, uri) })),
    // The second name is the one that GitHub reads; where it is absent, the upload takes a digest of the line's text.
    partialFingerprints: { "nexusFailure/v1": fingerprint, primaryLocationLineHash: fingerprint },
    ...(flows.length === 0 ? {} : { codeFlows: flows.map((flow) => codeFlow(flow, uri)) }),
  };
}

function location({ says, at }: Place, uri: Uri) {
  const reference = uri(at.file);
  const base = reference.startsWith("file:") ? {} : { uriBaseId: "%SRCROOT%" };
  return {
    physicalLocation: { artifactLocation: { uri: reference, ...base }, region: region(at) },
    message: { text: unlinked(says) },
  };
}

/** SARIF's end column is the first one behind the region; ours is the last one in it. */
const region = ({ start, end }: SourceRange) => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column + 1,
});

function codeFlow({ world, trace, places }: Flow, uri: Uri) {
  const { states, vars, loop } = trace;
  const lasso = loop === undefined ? "" : ` ${unlinked(loopText(trace, loop))}`;
  const locations = places.map((place, i) => ({
    location: location(place, uri),
    executionOrder: i + 1,
    importance: i === places.length - 1 ? "essential" : "important",
    ...stateAfter(vars, states[i], states[i + 1]),
  }));
  const [first] = states;
  return {
    message: { text: `The counterexample in the ${world}.${lasso}` },
    threadFlows: [{ id: world, ...(first === undefined ? {} : { initialState: shown(vars, first) }), locations }],
  };
}

/** The variables that the step changes; nothing where the place is not a step of the way. */
function stateAfter(vars: readonly string[], before: ItfRecord | undefined, after: ItfRecord | undefined) {
  if (before === undefined || after === undefined) return {};
  const changed = vars.filter((name) => compareItf(before[name] as Itf, after[name] as Itf) !== 0);
  return { state: shown(changed, after) };
}

const shown = (vars: readonly string[], state: ItfRecord) =>
  Object.fromEntries(vars.map((name) => [name, { text: unlinked(itfText(state[name] as Itf)) }]));

/** Brackets before a parenthesis would be an embedded link. */
const unlinked = (text: string): string => text.replaceAll("](", "\\](");

const linkText = (text: string): string => text.replace(/[\\[\]]/g, (character) => `\\${character}`);
