/**
 * The failures as workflow commands, which GitHub shows as annotations in the changed files of a pull request. Source:
 * docs.github.com, "Workflow commands for GitHub Actions"; the escaping is that of `command.ts` in actions/toolkit.
 */

import { canonicalJson } from "../../lib/canonical.ts";
import { formatPosition } from "../../lib/source.ts";
import { type Case, type Failure, type Place, placesByFile } from "./cases.ts";

/** The path of a file from the root of the repository. */
type PathOf = (file: string) => string;

interface Annotation {
  readonly place?: Place;
  readonly elsewhere: readonly Place[];
  readonly failure: Failure;
  readonly models: string[];
}

/**
 * One line for each failure and each file with a place of it. Models that share a failure at one place share its line, because GitHub
 * shows ten lines of a step.
 */
export function workflowCommands(cases: readonly Case[], pathOf: PathOf): string {
  const annotations = new Map<string, Annotation>();
  for (const { name, failure } of cases) {
    if (failure === undefined) continue;
    for (const annotation of annotationsOf(failure)) {
      const key = canonicalJson([failure.rule, ...failure.identity, where(annotation.place, pathOf)]);
      const known = annotations.get(key) ?? annotation;
      known.models.push(name);
      annotations.set(key, known);
    }
  }
  return [...annotations.values()].map((annotation) => `${command(annotation, pathOf)}\n`).join("");
}

function annotationsOf(failure: Failure): readonly Annotation[] {
  const files = placesByFile(failure);
  if (files.length === 0) return [{ elsewhere: [], failure, models: [] }];
  return files.flatMap(({ own: [place, ...more], elsewhere }) =>
    place === undefined ? [] : [{ place, elsewhere: [...more, ...elsewhere], failure, models: [] }],
  );
}

const where = (place: Place | undefined, pathOf: PathOf): string =>
  place === undefined ? "" : formatPosition({ ...place.at, file: pathOf(place.at.file) });

function command({ place, elsewhere, failure, models }: Annotation, pathOf: PathOf): string {
  const [model, ...others] = models;
  const properties = { ...placeProperties(place, pathOf), title: `nexus ${model}: ${failure.rule}` };
  const message = [
    failure.message,
    ...(place === undefined ? [] : [place.says]),
    ...elsewhere.map((other) => `${other.says} (${where(other, pathOf)})`),
    ...(others.length === 0 ? [] : [`The same in ${others.join(", ")}.`]),
  ];
  const pairs = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(`${value}`)}`);
  return `::error ${pairs.join(",")}::${escapedData(message.join("\n"))}`;
}

/** GitHub knows columns only of annotations of one line. */
function placeProperties(place: Place | undefined, pathOf: PathOf) {
  if (place === undefined) return {};
  const { file, start, end } = place.at;
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  return { file: pathOf(file), line: start.line, endLine: end.line, ...columns };
}

const escapedData = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapedProperty = (text: string): string => escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
