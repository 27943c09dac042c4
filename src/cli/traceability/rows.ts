/** From each definition of a module to what stands for it: code, tests, vectors, mutants, models. */

import { join } from "node:path";
import { conjunctId } from "../../lib/model.ts";
import type { SourceRange } from "../../lib/source.ts";
import { type Module, parseModule } from "../../tla/index.ts";
import { codeLines, environmentLine, machineFolder } from "../code-lines.ts";
import type { Entry, LockstepEntry } from "../codec.ts";
import { readText, shownPath } from "../files.ts";
import type { GateInput } from "../gates.ts";
import { gateInput } from "../module-gates.ts";
import { type Declaration, declarationsOf } from "../spec-tags.ts";
import { STEP_TESTS } from "../vectors/step-cases.ts";
import {
  type CheckedProperties,
  checkedProperties,
  type Evidence,
  modelsOf,
  modulesWithMachines,
  testedByVectors,
  testFiles,
  testsBeside,
  vectorCounts,
} from "./evidence.ts";
import { orphansOf } from "./gaps.ts";
import { guardsAmong } from "./guards.ts";
import { MutantIndex } from "./mutants.ts";
import type { ModuleRows, Row, RowKind, VectorCount } from "./row.ts";
import { usersOf } from "./uses.ts";

export function moduleRows(module: string, evidence: Evidence): ModuleRows {
  const models = modelsOf(module, evidence.manifest);
  const rows = new Rows(module, models, evidence).all;
  return { module, models, rows, orphans: orphansOf(module, rows) };
}

/** What a row has if nothing else is said. */
const NOTHING = { tests: [], models: [], vectors: null, mutants: null, variants: [] } as const;

class Rows {
  readonly #module: string;
  readonly #entries: readonly Entry[];
  readonly #input: GateInput;
  readonly #vectors: ReadonlyMap<string, VectorCount>;
  readonly #inVectors: ReadonlySet<string>;
  readonly #properties: CheckedProperties;
  readonly #mutants: MutantIndex;
  readonly #machine: GateInput["spec"]["actions"];
  readonly #text: Module;
  readonly #declarations: readonly Declaration[];
  /** The module, then those whose machines its machine is made of. */
  readonly #modules: readonly string[];

  constructor(module: string, entries: readonly Entry[], evidence: Evidence) {
    this.#module = module;
    this.#entries = entries;
    this.#input = gateInput(
      evidence.specDir,
      entries.find((one): one is LockstepEntry => one.kind === "lockstep") as LockstepEntry,
    );
    const file = join(evidence.specDir, `${module}.tla`);
    this.#text = parseModule(shownPath(file), readText(file));
    this.#vectors = vectorCounts(evidence, module);
    this.#inVectors = testedByVectors(evidence, module);
    this.#properties = checkedProperties(evidence, module);
    this.#mutants = new MutantIndex(module, machineFolder(module), evidence);
    this.#machine = this.#input.spec.actions.filter(({ kind }) => kind === "machine");
    this.#declarations = this.#input.sources.flatMap((source) => declarationsOf(source).declarations);
    const folders = new Set(
      this.#input.sources.flatMap(({ text }) => [...text.matchAll(/ from "\.\.\/([\w-]+)\//g)].map(([, folder]) => folder)),
    );
    const others = modulesWithMachines(evidence.manifest).filter((other) => folders.has(machineFolder(other)));
    this.#modules = [module, ...others.filter((other) => other !== module)];
  }

  get all(): readonly Row[] {
    return [
      ...this.#actions(),
      ...this.#guards(),
      ...this.#unmapped(),
      ...this.#definitions(),
      ...this.#predicates("invariant", this.#invariants),
      ...this.#temporal(),
      ...this.#predicates("witness", Object.keys(this.#input.system.witnesses)),
    ];
  }

  /** Those of the system, and those that only some models check. */
  get #invariants(): readonly string[] {
    const { models, temporal } = this.#properties;
    const checked = [...models.keys()].filter((name) => !temporal.includes(name));
    return [...new Set([...Object.keys(this.#input.system.invariants), ...checked])];
  }

  #actions(): readonly Row[] {
    return this.#machine.map(({ name, at }) => {
      const code = this.#found((module) => codeLines(module, name).action) ?? this.#tagged(name);
      return {
        ...NOTHING,
        kind: "action",
        name,
        spec: at,
        symbol: name,
        ...optional("code", code),
        tests: [...this.#naming(new RegExp(`\\b${name}\\b`), code), ...this.#stepTests(name)],
        vectors: this.#vectors.get(name) ?? null,
        mutants: this.#mutants.ofDefinition(name, name, code),
      };
    });
  }

  /** A row for each refusal of the machine's actions, whether it stands for a guard, a domain or the environment. */
  #guards(): readonly Row[] {
    const conjuncts = new Map(this.#input.spec.conjuncts.map((conjunct) => [conjunct.id, conjunct]));
    const table = this.#input.system.refusals ?? {};
    return this.#machine.flatMap(({ name: action }) =>
      Object.entries(table[action] ?? {}).flatMap(([refusal, name]): readonly Row[] => {
        const conjunct = conjuncts.get(conjunctId(action, name) ?? "");
        if (conjunct === undefined) return [];
        const { id, text, at } = conjunct;
        const code = id.includes("/env")
          ? environmentLine(this.#module, action, refusal)
          : this.#found((module) => codeLines(module, action, refusal).refusal);
        return [
          {
            ...NOTHING,
            kind: kindOfConjunct(id),
            name: id,
            text,
            spec: at,
            symbol: refusal,
            ...optional("code", code),
            tests: [...this.#naming(new RegExp(JSON.stringify(refusal)), code), ...this.#stepTests(id)],
            vectors: this.#vectors.get(id) ?? null,
            mutants: this.#mutants.ofConjunct(id, code),
          },
        ];
      }),
    );
  }

  /** Guards that no refusal stands for: in the code there is nothing of them. */
  #unmapped(): readonly Row[] {
    const { spec, definitions, system } = this.#input;
    const mapped = new Set(
      Object.entries(system.refusals ?? {}).flatMap(([action, names]) =>
        Object.values(names).map((name) => conjunctId(action, name)),
      ),
    );
    const ofMachine = spec.conjuncts.filter(
      ({ id, action }) => !id.includes("/in:") && !mapped.has(id) && this.#machine.some(({ name }) => name === action),
    );
    return guardsAmong(ofMachine, definitions).map(({ id, text, at }) => ({
      ...NOTHING,
      kind: kindOfConjunct(id),
      name: id,
      text,
      spec: at,
      tests: this.#stepTests(id),
      vectors: this.#vectors.get(id) ?? null,
      mutants: this.#mutants.ofConjunct(id, undefined),
    }));
  }

  /** The definitions that declarations name as what they mirror, beside actions and properties. */
  #definitions(): readonly Row[] {
    const { definitions, spec, system } = this.#input;
    const { temporal, roots } = this.#properties;
    const properties = [...this.#invariants, ...Object.keys(system.witnesses), ...temporal];
    const known = new Set([...this.#machine.map(({ name }) => name), ...properties]);
    const actions = spec.actions.flatMap(({ name }) => [name, `${name}Effects`]);
    const users = usersOf(definitions, [...actions, "Init", "Next", ...properties, ...roots], this.#text);
    return this.#declarations.flatMap(({ name: symbol, at, tags }) =>
      tags.flatMap((tag): readonly Row[] => {
        const [of, name = ""] = tag.split("!");
        const found = definitions.get(name)?.at;
        if (of !== this.#module || known.has(name) || found === undefined) return [];
        return [
          {
            ...NOTHING,
            kind: "definition",
            name,
            spec: found,
            code: at,
            symbol,
            tests: this.#naming(new RegExp(`\\b${symbol}\\b`), at),
            mutants: this.#mutants.ofDefinition(name, symbol, at),
            ...optional("usedBy", users.get(name)),
          },
        ];
      }),
    );
  }

  /** The mutants of a predicate are those that it notices. */
  #predicates(kind: "invariant" | "witness", names: readonly string[]): readonly Row[] {
    return names.flatMap((name): readonly Row[] => {
      const spec = this.#input.definitions.get(name)?.at;
      if (spec === undefined) return [];
      const code = this.#tagged(name);
      return [
        {
          ...NOTHING,
          kind,
          name,
          spec,
          symbol: name,
          ...optional("code", code),
          tests: this.#naming(new RegExp(`\\b${name}\\b`), code),
          models: kind === "witness" ? this.#reaching(name) : (this.#properties.models.get(name) ?? []),
          mutants: this.#mutants.noticedBy(kind, name),
          variants: this.#variants(name),
        },
      ];
    });
  }

  /** The models that are pinned to reach a witness; else the quick ones, some of which must, or `nexus check` fails. */
  #reaching(witness: string): readonly string[] {
    const compared = this.#entries.filter((entry): entry is LockstepEntry => entry.kind === "lockstep");
    const pinned = compared.filter(({ witnesses }) => witnesses?.includes(witness));
    return (pinned.length > 0 ? pinned : compared.filter(({ tier }) => tier === "quick")).map(({ name }) => name);
  }

  /** Properties of behaviours have no code: they are asked of the abstractions of its states. */
  #temporal(): readonly Row[] {
    return this.#properties.temporal.flatMap((name): readonly Row[] => {
      const spec = this.#input.definitions.get(name)?.at;
      const models = this.#properties.models.get(name) ?? [];
      return spec === undefined ? [] : [{ ...NOTHING, kind: "temporal", name, spec, models, variants: this.#variants(name) }];
    });
  }

  #variants(property: string): readonly string[] {
    return this.#entries.filter((entry) => entry.kind === "broken" && entry.property === property).map((entry) => entry.name);
  }

  /** What is found in the machine's own folder, or in one that it is made of. */
  #found(find: (module: string) => SourceRange | undefined): SourceRange | undefined {
    for (const module of this.#modules) {
      const at = find(module);
      if (at !== undefined) return at;
    }
    return undefined;
  }

  /** The tests that name something: beside the machine, beside those that it is made of, and beside the code. */
  #naming(name: RegExp, code: SourceRange | undefined): readonly string[] {
    const files = [...this.#modules.flatMap(testFiles), ...(code === undefined ? [] : testsBeside(code.file))];
    return [...new Set(files.filter(({ text }) => name.test(text)).map(({ file }) => file))];
  }

  #stepTests(name: string): readonly string[] {
    return this.#inVectors.has(name) ? [STEP_TESTS] : [];
  }

  /** The declaration that mirrors a definition. */
  #tagged(name: string): SourceRange | undefined {
    return this.#declarations.find(({ tags }) => tags.includes(`${this.#module}!${name}`))?.at;
  }
}

const kindOfConjunct = (id: string): RowKind => (id.includes("/in:") ? "domain" : id.includes("/env") ? "environment" : "guard");

function optional<K extends string, T>(key: K, value: T | undefined): { readonly [N in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [N in K]?: T };
}
