/** The mutants of a row, by the ids under which their verdicts are kept. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceRange } from "../../lib/source.ts";
import { packageRoot } from "../files.ts";
import type { Evidence } from "./evidence.ts";
import type { MutantCount } from "./row.ts";

/** The verdict of a mutant that nothing notices. */
const LIVES = "survives / equal";

export class MutantIndex {
  readonly #module: string;
  readonly #folder: string;
  readonly #verdicts: readonly (readonly [id: string, verdict: string])[];

  constructor(module: string, folder: string, { verdicts }: Evidence) {
    this.#module = module;
    this.#folder = folder;
    this.#verdicts = [...verdicts];
  }

  /** Mutants of a definition in both worlds, those of its conjuncts included. */
  ofDefinition(name: string, symbol: string, code: SourceRange | undefined): MutantCount | null {
    const file = code === undefined ? null : idOfFile(code.file);
    const places = [`spec:${this.#module}/${name}/`, ...(file === null ? [] : [`code:${file}/${symbol}/`])];
    return this.#under(places);
  }

  /** Mutants of a conjunct, and of the line that refuses by it. */
  ofConjunct(id: string, code: SourceRange | undefined): MutantCount | null {
    const place = code === undefined ? null : guardPlace(code);
    return this.#under([`spec:${this.#module}/${id}/`, ...(place === null ? [] : [`${place}/`])]);
  }

  /** The mutants that a property notices with lockstep off. */
  noticedBy(kind: "invariant" | "witness", name: string): MutantCount | null {
    return counted(this.#verdicts.filter(([id, verdict]) => this.#isOwn(id) && verdict.startsWith(`${kind} ${name} /`)));
  }

  #isOwn(id: string): boolean {
    return id.startsWith(`spec:${this.#module}/`) || id.startsWith(`code:${this.#folder}/`);
  }

  #under(places: readonly string[]): MutantCount | null {
    return counted(this.#verdicts.filter(([id]) => places.some((place) => id.startsWith(place))));
  }
}

function counted(of: readonly (readonly [id: string, verdict: string])[]): MutantCount | null {
  const dead = of.filter(([, verdict]) => verdict !== LIVES);
  const [example] = dead[0] ?? of[0] ?? [];
  return example === undefined ? null : { dead: dead.length, of: of.length, example };
}

/** `gsi/actions` for `src/machines/gsi/actions.ts`; null for what is no machine's file. */
const idOfFile = (file: string): string | null => /src\/machines\/([\w/-]+)\.ts$/.exec(file)?.[1] ?? null;

const declaration = /^(?:export )?(?:function|const) (\w+)/;
const refuses = /^\s+(?:if \(.*\) )?return "[\w-]+";$/;

/** Where the mutants of a line that refuses are: its place among the refusals of its function, which need not be that of the conjunct. */
function guardPlace({ file, start }: SourceRange): string | null {
  const name = idOfFile(file);
  if (name === null) return null;
  const lines = linesOf(file.slice(file.indexOf("src/machines/"))).slice(0, start.line);
  const first = lines.findLastIndex((line) => declaration.test(line));
  const [, symbol] = declaration.exec(lines[first] ?? "") ?? [];
  if (symbol === undefined || !refuses.test(lines.at(-1) ?? "")) return null;
  // A refusal inside of a block is no early return of its own, and has no number.
  const isInBlock = (line: string, before = ""): boolean => /^\s+return/.test(line) && before.endsWith("{");
  const guards = lines.slice(first).filter((line, at, all) => refuses.test(line) && !isInBlock(line, all[at - 1]));
  return `code:${name}/${symbol}/${guards.length}`;
}

const known = new Map<string, readonly string[]>();

function linesOf(file: string): readonly string[] {
  const lines = known.get(file) ?? readFileSync(join(packageRoot, file), "utf8").split("\n");
  known.set(file, lines);
  return lines;
}
