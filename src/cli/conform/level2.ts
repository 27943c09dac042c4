/** Level 2: the step vectors of a model. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type MachineLine, neutralText, type StepLine, type StepsHeader } from "../../checker/index.ts";
import { sha256Hex } from "../../crypto/digest.ts";
import type { ItfRecord } from "../../lib/data.ts";
import { NexusError, unreachable } from "../../lib/errors.ts";
import type { Spec } from "../../lib/spec.ts";
import type { LockstepEntry } from "../codec.ts";
import { readText, shownPath } from "../files.ts";
import { loadModel } from "../load.ts";
import { generate, readVectorsManifest, stepsPath } from "../vectors/files.ts";
import { Misbehaviour } from "./channel.ts";
import { explained } from "./explain-step.ts";
import { type Label, Skipped } from "./implementation.ts";
import { differenceOf, objectionTo, type Wanted } from "./judge-step.ts";
import { Place, textsOf } from "./place.ts";
import { Prober, type Reaction } from "./prober.ts";
import { misbehaviour, type Run, type Suite, SuiteResults } from "./suite.ts";

interface Vectors {
  readonly header: StepsHeader;
  /** The steps by the place that they start from. */
  readonly steps: ReadonlyMap<Place, readonly StepLine[]>;
}

export async function level2(run: Run, entry: LockstepEntry): Promise<Suite> {
  const { header, steps } = readVectors(run, entry);
  const results = new SuiteResults(run);
  const prober = new Prober(run.implementation, run.hello, header);
  const spec = lazySpec(run.specDir, entry);
  for (const [place, lines] of steps) {
    const chosen = lines.filter((line) => results.admits(caseId(entry, line)));
    if (chosen.length > 0) await judgePlace(run, entry, prober, spec, place, chosen, results);
    if (results.isOver) break;
  }
  await ended(prober);
  return results.suite({ level: 2, module: entry.module, model: entry.name });
}

/** What an implementation does when it is to forget is no case. */
async function ended(prober: Prober): Promise<void> {
  try {
    await prober.end();
  } catch (error) {
    if (!(error instanceof Misbehaviour)) throw error;
  }
}

const caseId = ({ module, name }: LockstepEntry, { id }: StepLine): string => `L2/${module}/${name}/${id}`;

/** The spec is needed only to explain what went wrong. */
function lazySpec(specDir: string, { module, name }: LockstepEntry): () => Spec {
  let spec: Spec | null = null;
  return () => {
    spec ??= loadModel(specDir, { module, cfg: name, broken: false, witnesses: [] }).spec;
    return spec;
  };
}

async function judgePlace(
  run: Run,
  entry: LockstepEntry,
  prober: Prober,
  spec: () => Spec,
  place: Place,
  lines: readonly StepLine[],
  results: SuiteResults,
): Promise<void> {
  const wanted = lines.map((line) => wantedOf(place, line));
  let reactions: readonly (Reaction | Misbehaviour)[];
  try {
    reactions = await probeAll(prober, place, lines, wanted);
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
    for (const line of lines) results.skip(caseId(entry, line), error.message, error.link);
    return;
  }
  for (const [i, reaction] of reactions.entries()) {
    const line = lines[i] as StepLine;
    const id = caseId(entry, line);
    if (reaction instanceof Misbehaviour) {
      results.failed(misbehaviour(id, reaction));
    } else judge(run, entry, spec, place, line, wanted[i] as Wanted, reaction, id, results);
    if (results.isOver) return;
  }
}

/** Asks all at once; where that fails, each by itself, so that one bad answer fails one case. */
async function probeAll(
  prober: Prober,
  place: Place,
  lines: readonly StepLine[],
  wanted: readonly Wanted[],
): Promise<readonly (Reaction | Misbehaviour)[]> {
  const questions = lines.map(({ action, args }, i) => ({ label: { action, args }, isTaken: wanted[i]?.taken === true }));
  try {
    return await prober.probe(place, questions);
  } catch (error) {
    if (!(error instanceof Misbehaviour)) throw error;
    if (questions.length === 1) return [error];
  }
  const reactions: (Reaction | Misbehaviour)[] = [];
  for (const question of questions) {
    try {
      reactions.push(...(await prober.probe(place, [question])));
    } catch (error) {
      if (!(error instanceof Misbehaviour)) throw error;
      reactions.push(error);
    }
  }
  return reactions;
}

function judge(
  run: Run,
  entry: LockstepEntry,
  spec: () => Spec,
  place: Place,
  { action, args }: StepLine,
  wanted: Wanted,
  reaction: Reaction,
  id: string,
  results: SuiteResults,
): void {
  const objection = objectionTo(wanted, reaction, run.hello.features.has("refusals"));
  if (objection === null) {
    results.passed();
    return;
  }
  const conjunct = wanted.taken ? {} : { conjunct: wanted.conjuncts.at(-1) as string };
  const label: Label = { action, args };
  results.failed({ id, ...objection, action, ...conjunct }, () =>
    explained(spec(), entry, differenceOf(spec(), place, label, wanted, reaction, objection)),
  );
}

function wantedOf(place: Place, { next, effects, refused }: StepLine): Wanted {
  if (next === undefined || effects === undefined)
    return { taken: false, conjuncts: refused ?? unreachable("a step without an outcome") };
  const whole: ItfRecord = { ...place.state, ...next };
  return { taken: true, texts: textsOf(whole), next: () => whole, effects, effectsText: neutralText(effects) };
}

/** The vectors of a model: the committed ones, or, where these are too large to be committed, those that have the digest of the manifest. */
function readVectors({ specDir, vectorsDir }: Run, entry: LockstepEntry): Vectors {
  const path = stepsPath(entry);
  const pinned = readVectorsManifest(vectorsDir).files.find((file) => file.path === path);
  if (pinned === undefined) return unreachable(`no vectors of ${entry.name}`);
  const file = join(vectorsDir, path);
  const text = existsSync(file) ? readText(file) : generate(specDir, entry, false).text;
  if (sha256Hex(text) !== pinned.sha256) {
    throw new NexusError("stale-vectors", `${shownPath(file)} does not have the digest of the manifest`, {
      hint: "npm run vectors compares the vectors with the specs",
    });
  }
  return vectorsOf(text);
}

function vectorsOf(text: string): Vectors {
  const [first, ...rest] = text.trimEnd().split("\n");
  const header = JSON.parse(first as string) as StepsHeader;
  const places = new Map<string, Place>();
  const steps = new Map<Place, StepLine[]>();
  const placeOf = (id: string | undefined) => places.get(id ?? "") ?? unreachable(`no machine ${id}`);
  for (const row of rest) {
    const line = JSON.parse(row) as MachineLine | StepLine;
    if ("state" in line) {
      const { id, state, from, action, args } = line;
      const ordered = Object.fromEntries(header.variables.map((name) => [name, state[name] ?? unreachable(`no ${name}`)]));
      const via =
        from === undefined ? null : { from: placeOf(from), label: { action: action as string, args: args as ItfRecord } };
      places.set(id, new Place(ordered, via));
      continue;
    }
    const place = placeOf(line.on);
    const at = steps.get(place);
    if (at === undefined) steps.set(place, [line]);
    else at.push(line);
  }
  return { header, steps };
}
