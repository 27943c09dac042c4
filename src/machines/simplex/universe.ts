/** The blocks, certificates and messages that can occur in a model, by name. */

import { quorum } from "./knowledge.ts";
import type { Block, BlockId, BlockRef, Item, NodeId, Want } from "./types.ts";
import { genesis } from "./types.ts";

/** What a model of Simplex fixes. */
export type Setting = {
  readonly nodes: readonly NodeId[];
  readonly byzantine: readonly NodeId[];
  readonly maxView: number;
  /** The views that a Byzantine node leads. */
  readonly byzantineViews: readonly number[];
  /** What tells two blocks of one view and parent apart; honest leaders take 0. */
  readonly labels: readonly number[];
  readonly maxCrashes: number;
  /** The view in which no timer expires, or 0. */
  readonly goodView: number;
  /** Where it begins: with new nodes, or with the leader of the last view behind the others, who have nullified all views before. */
  readonly begins: "behind" | "new";
};

/** The blocks of a setting by identity: a chain such as `1.0-3.1`, views and labels from the oldest ancestor on. */
export interface Universe {
  readonly setting: Setting;
  readonly honest: readonly NodeId[];
  readonly views: readonly number[];
  readonly leaders: readonly NodeId[];
  /** Votes that a certificate contains at least, and honest ones among them. */
  readonly quorum: number;
  readonly honestQuorum: number;
  readonly blocks: ReadonlyMap<BlockId, Block>;
  /** Everything that can be signed or logged, by its key, and the keys in order. */
  readonly items: ReadonlyMap<string, Item>;
  readonly keys: readonly string[];
  readonly wants: readonly Want[];
}

/** What names an item: `notarize:2:1.0-2.0`. */
export function keyOf(item: Item): string {
  const block = "block" in item ? (typeof item.block === "string" ? item.block : item.block.id) : "";
  return `${item.type}:${item.view}:${block}`;
}

export function universeOf(setting: Setting): Universe {
  const { nodes, byzantine } = setting;
  const honest = nodes.filter((node) => !byzantine.includes(node));
  const views = Array.from({ length: setting.maxView }, (_, at) => at + 1);
  const votes = quorum(nodes.length);
  const blocks = blocksUpTo(setting, views);
  const all = itemsOf(blocks, views);
  const items = new Map(all.map((item) => [keyOf(item), item]));
  const kinds = ["any", "notarization", "nullification"] as const;
  return {
    setting,
    honest,
    views,
    leaders: views.map((view) =>
      setting.byzantineViews.includes(view) ? (byzantine[0] as NodeId) : (honest[(view - 1) % honest.length] as NodeId),
    ),
    quorum: votes,
    honestQuorum: votes - byzantine.length,
    blocks: new Map(blocks.map((block) => [block.id, block])),
    items,
    keys: [...items.keys()].sort(),
    wants: views.flatMap((view) => kinds.map((kind) => ({ kind, view }))),
  };
}

/** @spec Simplex!BlocksUpTo */
function blocksUpTo({ labels }: Setting, views: readonly number[]): readonly Block[] {
  const blocks: Block[] = [];
  for (const view of views) {
    const parents: readonly BlockRef[] = [genesis, ...blocks.map(({ view: of, id }) => ({ view: of, id }))];
    for (const parent of parents) {
      for (const label of labels) {
        const own = `${view}.${label}`;
        blocks.push({ view, id: parent.id === "" ? own : `${parent.id}-${own}`, parent, payload: String(label) });
      }
    }
  }
  return blocks;
}

function itemsOf(blocks: readonly Block[], views: readonly number[]): readonly Item[] {
  const ofBlocks = blocks.flatMap((block): readonly Item[] => {
    const { view, id } = block;
    return [
      { type: "propose", view, block },
      { type: "notarize", view, block: id },
      { type: "finalize", view, block: id },
      { type: "notarization", view, block: id },
      { type: "finalization", view, block: id },
    ];
  });
  const ofViews = views.flatMap((view): readonly Item[] => [
    { type: "nullify", view },
    { type: "nullification", view },
  ]);
  return [...ofBlocks, ...ofViews];
}
