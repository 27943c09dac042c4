/** Writes the certificate of an explored graph. */

import { canonicalJson } from "../lib/canonical.ts";
import type { Data, ItfRecord } from "../lib/data.ts";
import { NexusError, unreachable } from "../lib/errors.ts";
import type { StateGraph } from "../lib/model.ts";
import { CERTIFICATE_FORMAT, CERTIFICATE_VERSION, type CertificateHeader, type CertificateSubject } from "./certificate.ts";
import type { Exploration } from "./explorer.ts";
import { requireFullKeys } from "./fingerprint.ts";
import type { StateStore } from "./store.ts";

/**
 * The text of the certificate in parts. `exploration` must be the complete one of this graph, breadth-first, with the verdict `ok`.
 * Throws {@link NexusError} `no-certificate` for a graph of orbits or under a constraint, whose states are not closed under Next, and
 * `fingerprints-unsound` for an exploration by fingerprints.
 */
export function* certificateText<S>(
  graph: StateGraph<S>,
  exploration: Exploration,
  subject: CertificateSubject,
): Generator<string> {
  const { verdict, store, edges } = exploration;
  if (verdict !== "ok") return unreachable("a certificate of a graph that was not shown safe");
  refuseReduced(graph);
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
  for (let index = 0; index < initial; index++) yield line({ state: graph.show(stateAt(graph, store, index)) });
  let written = initial;
  for (let from = 0; from < store.size; from++) {
    const lines = linesFrom(graph, store, from, written);
    written += lines.length;
    if (lines.length > 0) yield lines.join("");
  }
  if (written !== store.size) unreachable(`${written} of ${store.size} states have a label`);
}

function refuseReduced<S>({ name, excludes, orbits }: StateGraph<S>): void {
  const why =
    orbits !== undefined
      ? "one state of each orbit was explored"
      : excludes !== undefined
        ? "a constraint keeps successors out"
        : null;
  if (why === null) return;
  throw new NexusError(
    "no-certificate",
    `there is no certificate of ${name}: ${why}, so that its states are not closed under Next`,
    {
      hint: "bounds that are guards in Next leave the states closed",
    },
  );
}

/** How many states are initial; they were stored first. */
function initialStates<S>(graph: StateGraph<S>, store: StateStore): number {
  const key = new Int32Array(graph.words);
  const found = new Set<number>();
  for (const state of graph.initial()) {
    graph.pack(state, key, 0);
    found.add(store.find(key, 0));
  }
  return found.size;
}

/** The lines of the states that were first reached from one, in their order; they follow the `written` states before them. */
function linesFrom<S>(graph: StateGraph<S>, store: StateStore, from: number, written: number): readonly string[] {
  const key = new Int32Array(graph.words);
  const lines = new Map<number, string>();
  graph.successors(stateAt(graph, store, from), (action, next) => {
    graph.pack(next, key, 0);
    const index = store.find(key, 0);
    if (index < written || lines.has(index) || store.predecessor(index) !== from) return false;
    const name = graph.actions[action] ?? unreachable(`action ${action}`);
    lines.set(index, line({ state: graph.show(next), from, action: name, args: graph.visitedArgs() }));
    return false;
  });
  return [...lines].sort(([a], [b]) => a - b).map(([, text]) => text);
}

const stateAt = <S>(graph: StateGraph<S>, store: StateStore, index: number): S =>
  graph.unpack(store.keyChunk(index), store.keyOffset(index));

const line = (document: { readonly [name: string]: Data | ItfRecord | undefined }): string =>
  `${canonicalJson(document as Data)}\n`;
