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
import { differenceOf, objectionTo, type Wanted } from "./judge-step.ts";
import { type Job, type Outcome, Pipeline } from "./pipeline.ts";
import { Place, textsOf } from "./place.ts";
import { Prober, type Reaction } from "./prober.ts";
import { Skipped } from "./protocol.ts";
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
  const judge = new Judge(run, entry, prober, results);
  const pipeline = new Pipeline<Asked>(run.implementation, prober, (asked, outcome) => judge.place(asked, outcome));
  for (const [place, lines] of steps) {
    const chosen = lines.filter((line) => results.admits(caseId(entry, line)));
    if (chosen.length > 0) await pipeline.add(asked(place, chosen));
    if (results.isOver) break;
  }
  await (results.isOver ? pipeline.abandon() : pipeline.finish());
  await ended(prober);
  return results.suite({ level: 2, module: entry.module, model: entry.name });
}

/** The steps of one place. */
interface Asked extends Job {
  readonly lines: readonly StepLine[];
  readonly wanted: readonly Wanted[];
}

function asked(place: Place, lines: readonly StepLine[]): Asked {
  const wanted = lines.map((line) => wantedOf(place, line));
  const questions = lines.map(({ action, args }, i) => ({ label: { action, args }, isTaken: wanted[i]?.taken === true }));
  return { place, lines, wanted, questions };
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

class Judge {
  readonly #run: Run;
  readonly #entry: LockstepEntry;
  readonly #prober: Prober;
  readonly #results: SuiteResults;
  readonly #spec: () => Spec;

  constructor(run: Run, entry: LockstepEntry, prober: Prober, results: SuiteResults) {
    this.#run = run;
    this.#entry = entry;
    this.#prober = prober;
    this.#results = results;
    this.#spec = lazySpec(run.specDir, entry);
  }

  async place(asked: Asked, outcome: Outcome): Promise<void> {
    if (this.#results.isOver) return;
    if (outcome instanceof Skipped) {
      for (const line of asked.lines) this.#results.skip(caseId(this.#entry, line), outcome.message, outcome.link);
      return;
    }
    const reactions = outcome instanceof Misbehaviour ? await this.#each(asked, outcome) : outcome;
    for (const [i, reaction] of reactions.entries()) {
      this.#step(asked, i, reaction);
      if (this.#results.isOver) return;
    }
  }

  /** Asks each step by itself, so that one bad answer fails one case. Where none fails so, together they did: that is the first one's failure. */
  async #each({ place, questions }: Asked, together: Misbehaviour): Promise<readonly (Reaction | Misbehaviour)[]> {
    if (questions.length === 1) return [together];
    const reactions: (Reaction | Misbehaviour)[] = [];
    for (const question of questions) {
      try {
        reactions.push(...(await this.#prober.probe(place, [question])));
      } catch (error) {
        if (!(error instanceof Misbehaviour)) throw error;
        reactions.push(error);
      }
    }
    return reactions.some((reaction) => reaction instanceof Misbehaviour) ? reactions : [together, ...reactions.slice(1)];
  }

  #step({ place, lines, wanted: all }: Asked, i: number, reaction: Reaction | Misbehaviour): void {
    const [line, wanted] = [lines[i] as StepLine, all[i] as Wanted];
    const id = caseId(this.#entry, line);
    if (reaction instanceof Misbehaviour) {
      this.#results.failed(misbehaviour(id, reaction));
      return;
    }
    const objection = objectionTo(wanted, reaction, this.#run.hello.features.has("refusals"));
    if (objection === null) {
      this.#results.passed();
      return;
    }
    const { action, args } = line;
    const conjunct = wanted.taken ? {} : { conjunct: wanted.conjuncts.at(-1) as string };
    this.#results.failed({ id, ...objection, action, ...conjunct }, () => {
      const difference = differenceOf(this.#spec(), place, { action, args }, wanted, reaction, objection);
      return explained(this.#spec(), this.#entry, difference);
    });
  }
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
