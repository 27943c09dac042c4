/** From each definition of a module to what stands for it: code, tests, vectors, mutants, models. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { conjunctId } from "../../lib/model.ts";
import type { SourceRange } from "../../lib/source.ts";
import { codeLines, machineFolder } from "../code-lines.ts";
import type { Entry, LockstepEntry, Manifest } from "../codec.ts";
import { packageRoot, readText, shownPath } from "../files.ts";
import type { GateInput } from "../gates.ts";
import { gateInput } from "../module-gates.ts";
import { declarationsOf } from "../spec-tags.ts";
import { namesIn, readVectorsManifest } from "../vectors/files.ts";

/** A definition of a module, or a conjunct of one, and what stands for it. */
export interface Row {
  readonly kind: "action" | "guard" | "definition" | "invariant" | "witness";
  /** `Claim`, `Claim/2`, `Quorum`, `FinalIsTrue`. */
  readonly name: string;
  /** The text of a conjunct. */
  readonly text?: string;
  readonly spec: SourceRange;
  /** The declaration, or the line that refuses. */
  readonly code?: SourceRange;
  /** The symbol, or the refusal. */
  readonly symbol?: string;
  /** Test files that name it. */
  readonly tests: readonly string[];
  readonly vectors: VectorCount | null;
  readonly mutants: MutantCount | null;
}

/** Vectors that take an action or refuse by a guard: how many, and one of them. */
export interface VectorCount {
  readonly count: number;
  readonly example: string;
}

/** Mutants of a definition, and how many of them die. */
export interface MutantCount {
  readonly dead: number;
  readonly of: number;
  readonly example: string;
}

export interface ModuleRows {
  readonly module: string;
  readonly models: readonly Entry[];
  readonly rows: readonly Row[];
  /** What nothing stands for, as sentences. */
  readonly orphans: readonly string[];
}

/** What rows are made of besides a module's own sources. */
export interface Evidence {
  readonly specDir: string;
  readonly vectorsDir: string;
  readonly manifest: Manifest;
  /** Verdicts of mutants by id; none where there is no ledger. */
  readonly verdicts: ReadonlyMap<string, string>;
}

export function evidenceOf(specDir: string, vectorsDir: string, manifest: Manifest): Evidence {
  const ledger = join(specDir, "mutants.json");
  const verdicts = existsSync(ledger) ? (JSON.parse(readText(ledger)) as { readonly verdicts: object }).verdicts : {};
  return { specDir, vectorsDir, manifest, verdicts: new Map(Object.entries(verdicts) as [string, string][]) };
}

/** The modules that have a machine. */
export const modulesWithMachines = ({ models }: Manifest): readonly string[] => [
  ...new Set(models.filter(({ kind }) => kind === "lockstep").map(({ module }) => module)),
];

export function moduleRows(module: string, evidence: Evidence): ModuleRows {
  const models = evidence.manifest.models.filter(
    (entry) => entry.module === module || isVariantOf(entry, module, evidence.manifest),
  );
  const entry = models.find((one): one is LockstepEntry => one.kind === "lockstep") as LockstepEntry;
  const rows = new Rows(module, entry, evidence).all;
  return { module, models, rows, orphans: orphansOf(module, rows) };
}

/** Wrong variants are modules of their own, named after the one that they are variants of. */
function isVariantOf({ kind, module: variant }: Entry, module: string, manifest: Manifest): boolean {
  if (kind !== "broken") return false;
  const bases = modulesWithMachines(manifest).filter((name) => variant.startsWith(name));
  return bases.sort((a, b) => b.length - a.length)[0] === module;
}

class Rows {
  readonly #module: string;
  readonly #folder: string;
  readonly #input: GateInput;
  readonly #verdicts: Evidence["verdicts"];
  readonly #vectors: ReadonlyMap<string, VectorCount>;
  readonly #tests: readonly { readonly file: string; readonly text: string }[];
  readonly #machine: GateInput["spec"]["actions"];
  /** The module, then those whose machines its machine is made of. */
  readonly #modules: readonly string[];

  constructor(module: string, entry: LockstepEntry, evidence: Evidence) {
    this.#module = module;
    this.#folder = machineFolder(module);
    this.#input = gateInput(evidence.specDir, entry);
    this.#verdicts = evidence.verdicts;
    this.#vectors = vectorCounts(evidence, module);
    this.#tests = testFiles(module);
    this.#machine = this.#input.spec.actions.filter(({ kind }) => kind === "machine");
    const folders = new Set(
      this.#input.sources.flatMap(({ text }) => [...text.matchAll(/ from "\.\.\/([\w-]+)\//g)].map(([, folder]) => folder)),
    );
    const others = modulesWithMachines(evidence.manifest).filter((other) => folders.has(machineFolder(other)));
    this.#modules = [module, ...others.filter((other) => other !== module)];
  }

  get all(): readonly Row[] {
    const { invariants, witnesses } = this.#input.system;
    return [
      ...this.#actions(),
      ...this.#guards(),
      ...this.#definitions(),
      ...this.#properties("invariant", Object.keys(invariants)),
      ...this.#properties("witness", Object.keys(witnesses)),
    ];
  }

  #actions(): readonly Row[] {
    return this.#machine.map(({ name, at }) => ({
      kind: "action",
      name,
      spec: at,
      symbol: name,
      ...optional("code", this.#found((module) => codeLines(module, name).action) ?? this.#tagged(name)),
      tests: this.#naming(name),
      vectors: this.#vectors.get(name) ?? null,
      mutants: this.#mutants(name),
    }));
  }

  /** A row for each refusal of the machine's actions, whether it stands for a guard or for the environment. */
  #guards(): readonly Row[] {
    const conjuncts = new Map(this.#input.spec.conjuncts.map((conjunct) => [conjunct.id, conjunct]));
    const table = this.#input.system.refusals ?? {};
    return this.#machine.flatMap(({ name: action }) =>
      Object.entries(table[action] ?? {}).flatMap(([refusal, name]): readonly Row[] => {
        const conjunct = conjuncts.get(conjunctId(action, name) ?? "");
        if (conjunct === undefined) return [];
        const row = { kind: "guard", name: conjunct.id, text: conjunct.text, spec: conjunct.at, symbol: refusal } as const;
        return [
          {
            ...row,
            ...optional(
              "code",
              this.#found((module) => codeLines(module, action, refusal).refusal),
            ),
            tests: this.#tests.filter(({ text }) => text.includes(JSON.stringify(refusal))).map(({ file }) => file),
            vectors: this.#vectors.get(conjunct.id) ?? null,
            mutants: this.#mutants(conjunct.id),
          },
        ];
      }),
    );
  }

  /** The definitions that declarations name as what they mirror, beside actions and properties. */
  #definitions(): readonly Row[] {
    const { sources, definitions, system } = this.#input;
    const known = new Set([
      ...this.#machine.map(({ name }) => name),
      ...Object.keys({ ...system.invariants, ...system.witnesses }),
    ]);
    const declarations = sources.flatMap((source) => declarationsOf(source).declarations);
    return declarations.flatMap(({ name: symbol, at, tags }) =>
      tags.flatMap((tag): readonly Row[] => {
        const [of, name = ""] = tag.split("!");
        const spec = definitions.get(name)?.at;
        if (of !== this.#module || known.has(name) || spec === undefined) return [];
        const row = { kind: "definition", name, spec, code: at, symbol, vectors: null } as const;
        return [{ ...row, tests: this.#naming(symbol), mutants: this.#mutants(name) }];
      }),
    );
  }

  /** The mutants of a property are those that it notices. */
  #properties(kind: "invariant" | "witness", names: readonly string[]): readonly Row[] {
    return names.flatMap((name): readonly Row[] => {
      const spec = this.#input.definitions.get(name)?.at;
      if (spec === undefined) return [];
      const killed = [...this.#verdicts].filter(([id, verdict]) => this.#isOwn(id) && verdict.startsWith(`${kind} ${name} /`));
      const [first] = killed;
      const mutants = first === undefined ? null : { dead: killed.length, of: killed.length, example: first[0] };
      const row = { kind, name, spec, symbol: name, vectors: null, mutants } as const;
      return [{ ...row, ...optional("code", this.#tagged(name)), tests: this.#naming(name) }];
    });
  }

  /** What is found in the machine's own folder, or in one that it is made of. */
  #found(find: (module: string) => SourceRange | undefined): SourceRange | undefined {
    for (const module of this.#modules) {
      const at = find(module);
      if (at !== undefined) return at;
    }
    return undefined;
  }

  #naming(name: string): readonly string[] {
    return this.#tests.filter(({ text }) => new RegExp(`\\b${name}\\b`).test(text)).map(({ file }) => file);
  }

  /** The declaration that mirrors a definition. */
  #tagged(name: string): SourceRange | undefined {
    const declarations = this.#input.sources.flatMap((source) => declarationsOf(source).declarations);
    return declarations.find(({ tags }) => tags.includes(`${this.#module}!${name}`))?.at;
  }

  #isOwn(id: string): boolean {
    return id.startsWith(`spec:${this.#module}/`) || id.startsWith(`code:${this.#folder}/`);
  }

  /** Mutants of a definition or of a conjunct, in both worlds: `Claim`, `Claim/2`. */
  #mutants(name: string): MutantCount | null {
    const inCode = new RegExp(`^code:${this.#folder}/[\\w-]+/${name}/`);
    const of = [...this.#verdicts].filter(([id]) => id.startsWith(`spec:${this.#module}/${name}/`) || inCode.test(id));
    const [first] = of;
    if (first === undefined) return null;
    return { dead: of.filter(([, verdict]) => verdict !== "survives / equal").length, of: of.length, example: first[0] };
  }
}

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [N in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [N in K]?: T };
}

/** What has no code, and what no vector shows. A module without rows is one, too. */
function orphansOf(module: string, rows: readonly Row[]): readonly string[] {
  const without = rows.flatMap(({ kind, name, code, vectors }) => [
    ...(code === undefined ? [`${module}!${name} has no code`] : []),
    ...(vectors === null && (kind === "action" || kind === "guard") ? [`${module}!${name} has no vector`] : []),
  ]);
  const kinds = ["action", "guard", "invariant", "witness"].filter((kind) => !rows.some((row) => row.kind === kind));
  return [...without, ...kinds.map((kind) => `${module} has no row of the kind ${kind}`)];
}

/** Vectors by the action that they take, and by the conjunct that they refuse by or that forbids them. */
function vectorCounts({ vectorsDir }: Evidence, module: string): ReadonlyMap<string, VectorCount> {
  const counts = new Map<string, VectorCount>();
  const add = (name: string, count: number, example: string) => {
    const known = counts.get(name);
    counts.set(name, { count: (known?.count ?? 0) + count, example: known?.example ?? example });
  };
  for (const { path, model, covers } of readVectorsManifest(vectorsDir).files.filter((file) => file.module === module)) {
    const suite = `L2/${module}/${model}`;
    for (const [name, count] of Object.entries(covers ?? {})) add(name, count, `${suite}/${name.split("/")[0]}-`);
    if (covers === undefined) for (const [name, id] of namesIn(readText(join(vectorsDir, path)))) add(name, 1, `${suite}/${id}`);
  }
  return counts;
}

function testFiles(module: string): readonly { readonly file: string; readonly text: string }[] {
  const folder = join(packageRoot, "src", "machines", machineFolder(module));
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => ({ file: shownPath(join(folder, name)), text: readFileSync(join(folder, name), "utf8") }));
}
