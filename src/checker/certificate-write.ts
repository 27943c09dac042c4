/** Writes the certificate of an explored graph. */

import { canonicalJson } from "../lib/canonical.ts";
import type { Data } from "../lib/data.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import type { PermutationGroup, StateGraph } from "../lib/model.ts";
import {
  CERTIFICATE_FORMAT,
  CERTIFICATE_VERSION,
  type CertificateHeader,
  type CertificateState,
  type CertificateStep,
  type CertificateSubject,
} from "./certificate.ts";
import type { Exploration } from "./explorer.ts";
import { requireFullKeys } from "./fingerprint.ts";
import type { StateStore } from "./store.ts";

/**
 * The text of the certificate in parts. `exploration` must be the complete one of this graph, breadth-first, with the verdict `ok`;
 * `group` is that of a graph of orbits. Throws {@link NexusError} `no-certificate` for orbits without their group, and
 * `fingerprints-unsound` for an exploration by fingerprints.
 */
export function* certificateText<S>(
  graph: StateGraph<S>,
  exploration: Exploration,
  subject: CertificateSubject,
  group?: PermutationGroup<S>,
): Generator<string> {
  const { verdict, store, edges } = exploration;
  if (verdict !== "ok") return unreachable("a certificate of a graph that was not shown safe");
  const orbits = orbitsOf(graph, store, group);
  requireFullKeys(exploration, "a certificate");
  const initial = initialStates(graph, store);
  const header: CertificateHeader = {
    format: CERTIFICATE_FORMAT,
    version: CERTIFICATE_VERSION,
    ...subject,
    variables: Object.keys(graph.show(stateAt(graph, store, 0))),
    actions: graph.actions,
    invariants: graph.invariants.map(({ name }) => name),
    initial,
    states: store.size,
    steps: Object.values(edges).reduce((sum, of) => sum + of, 0),
  };
  yield line({ ...header });
  for (let index = 0; index < initial; index++) {
    const state = stateAt(graph, store, index);
    yield line({ state: graph.show(state), ...orbits?.starts(index), ...orbits?.steps(state) });
  }
  let written = initial;
  for (let from = 0; from < store.size; from++) {
    const lines = linesFrom(graph, store, from, written, orbits);
    written += lines.length;
    if (lines.length > 0) yield lines.join("");
  }
  if (written !== store.size) unreachable(`${written} of ${store.size} states have a label`);
}

/** What a certificate of orbits says beside a state. */
interface OrbitFields<S> {
  starts(index: number): Pick<CertificateState, "initial">;
  steps(state: S): Required<Pick<CertificateState, "steps">>;
}

function orbitsOf<S>(graph: StateGraph<S>, store: StateStore, group: PermutationGroup<S> | undefined): OrbitFields<S> | null {
  const { name, orbits, excludes } = graph;
  if (orbits === undefined) return null;
  if (group === undefined || excludes !== undefined) {
    const why = group === undefined ? "its symmetry declares no group of permutations" : "its constraint may tell them apart";
    throw new NexusError("no-certificate", `there is no certificate of the orbits of ${name}: ${why}`, {
      hint: "a certificate of all states needs no symmetry",
    });
  }
  const key = new Int32Array(graph.words);
  const find = (state: S): number => {
    graph.pack(state, key, 0);
    return store.find(key, 0);
  };
  const by = (state: S) => [...group.toCanonical(state)].filter(([from, to]) => from !== to);
  const initial = graph.initial().map((state) => ({ index: find(state), start: { state: graph.show(state), by: by(state) } }));
  return {
    starts: (of) => ({ initial: initial.filter(({ index }) => index === of).map(({ start }) => start) }),
    steps: (state) => {
      const steps: CertificateStep[] = [];
      graph.successors(state, (action, next) => {
        const args = graph.visitedArgs();
        steps.push({ action: nameOf(graph, action), args, to: find(next), by: by(next) });
        return false;
      });
      return { steps };
    },
  };
}

/** How many states are initial; they were stored first. */
function initialStates<S>(graph: StateGraph<S>, store: StateStore): number {
  const key = new Int32Array(graph.words);
  const found = new Set<number>();
  for (const state of graph.initial()) {
    if (graph.excludes?.(state) === true) continue;
    graph.pack(state, key, 0);
    found.add(store.find(key, 0));
  }
  return found.size;
}

/** The lines of the states that were first reached from one, in their order; they follow the `written` states before them. */
function linesFrom<S>(
  graph: StateGraph<S>,
  store: StateStore,
  from: number,
  written: number,
  orbits: OrbitFields<S> | null,
): readonly string[] {
  const key = new Int32Array(graph.words);
  const steps = new Map<number, Pick<CertificateState, "from" | "action" | "args">>();
  graph.successors(stateAt(graph, store, from), (action, next) => {
    if (graph.excludes?.(next) === true) return false;
    graph.pack(next, key, 0);
    const index = store.find(key, 0);
    if (index < written || steps.has(index) || store.predecessor(index) !== from) return false;
    steps.set(index, { from, action: nameOf(graph, action), args: graph.visitedArgs() });
    return false;
  });
  return [...steps]
    .sort(([a], [b]) => a - b)
    .map(([index, step]) => {
      const state = stateAt(graph, store, index);
      return line({ state: graph.show(state), ...step, ...orbits?.steps(state) });
    });
}

const stateAt = <S>(graph: StateGraph<S>, store: StateStore, index: number): S =>
  graph.unpack(store.keyChunk(index), store.keyOffset(index));

const nameOf = <S>({ actions }: StateGraph<S>, action: number): string => actions[action] ?? unreachable(`action ${action}`);

const line = (document: CertificateHeader | CertificateState): string => `${canonicalJson(document as unknown as Data)}\n`;
