/** The candidates of the ladder's arguments in finite models, and some values beyond them. */

import { subsets } from "../closed-system.ts";
import { size, top } from "./ladder.ts";
import type { Constants, NodeId } from "./types.ts";

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
