/** The candidates of the ladder's arguments in finite models, and some values beyond them. */

import type { AnySystemAction } from "../../lib/model.ts";
import { subsets } from "../closed-system.ts";
import { size, top } from "./ladder.ts";
import type { Constants, NodeId, Output } from "./types.ts";

/** What the quantifiers of Next range over, by the ladder's size. */
export function candidates(constants: Constants) {
  const { nodes } = constants;
  const strangers: readonly NodeId[] = [-1, (nodes.at(-1) ?? 0) + 1];
  const levels = Array.from({ length: top(constants) + 1 }, (_, level) => level);
  const sizes = [...new Set(levels.slice(1).map((level) => size(constants, level)))];
  return {
    /** Nodes that are not of the network. */
    strangers,
    levels,
    /** Levels that the ladder does not have. */
    strangeLevels: [-1, levels.length],
    /** All sets of a size of the ladder. */
    clouds: sizes.flatMap((members) => subsets(nodes, members)),
    /** Sets of these sizes of the first nodes, or of the last ones, with a node that is not of the network. */
    firstWithStranger: sizes.map((members) => [...nodes.slice(0, members - 1), ...strangers.slice(1)]),
    lastWithStranger: sizes.map((members) => [...nodes.slice(nodes.length - members + 1), ...strangers.slice(1)]),
  };
}

/** What the environment says of the ladder's inputs: null, or the name of the guard that is false. */
export interface LadderGuards<S> {
  readonly signing: (closed: S, node: NodeId, output: Output) => string | null;
  readonly expiring: (closed: S) => string | null;
}

/** The inputs of an action: its candidates, values beyond them, and which of them occur. */
type Inputs<S> = Omit<AnySystemAction<S>, "kind" | "step">;

/** The inputs of the ladder's actions, in the order of MachineNext; modules that refine the ladder have them too. */
export function ladderInputs<S>(constants: Constants, outputs: readonly Output[], { signing, expiring }: LadderGuards<S>) {
  const { nodes } = constants;
  const { strangers, levels, strangeLevels, clouds, firstWithStranger } = candidates(constants);
  const level = { params: { k: levels }, outside: { k: strangeLevels } };
  return {
    Vote: {
      params: { i: nodes, o: outputs },
      outside: { i: strangers },
      admits: (closed: S, { i, o }: { readonly i: NodeId; readonly o: Output }) => signing(closed, i, o),
    },
    Assert: { params: { o: outputs } },
    Claim: {
      params: { x: nodes, o: outputs },
      outside: { x: strangers },
      admits: (closed: S, { x, o }: { readonly x: NodeId; readonly o: Output }) => signing(closed, x, o),
    },
    Sample: { params: { S: clouds }, outside: { S: firstWithStranger } },
    Decide: { params: { o: outputs } },
    NoQuorum: level,
    WindowExpire: { ...level, admits: expiring },
    Settle: { params: {} },
    Rewind: { params: {} },
    Release: { params: {} },
  } satisfies { readonly [name: string]: Inputs<S> };
}
