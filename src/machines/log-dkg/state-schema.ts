/** The shapes of the models' states. */

import { integer, oneOf, option, record, type Schema, sequenceOf, setOf } from "../../lib/schema.ts";
import { boxesOf, textOf } from "./numbers.ts";
import { init } from "./protocol.ts";
import type { State } from "./types.ts";
import type { Closed, Setting } from "./world.ts";

/** The ceremonies that the model can begin, as they begin. */
function ceremoniesOf({ committees, thresholds, begun, maxCeremonies, firstKey }: Setting): readonly State[] {
  const ceremonies: State[] = [];
  for (let ceremony = 1; ceremony <= maxCeremonies; ceremony++) {
    for (const kind of begun)
      for (const members of committees)
        for (const threshold of thresholds) {
          ceremonies.push({ ...init(firstKey), ceremony, kind, members, threshold });
        }
  }
  return ceremonies;
}

export function schemaOf(setting: Setting): Schema<Closed> {
  const { constants, nodes, thresholds, maxCeremonies, committees, firstKey } = setting;
  const ceremonies = ceremoniesOf(setting);
  const boxes = ceremonies.flatMap((s) => nodes.flatMap((dealer) => boxesOf(constants, s, dealer, nodes)));
  const numbers = Array.from({ length: Number(constants.suite.order) }, (_, number) => textOf(constants, number));
  const number = oneOf(...numbers);
  const some = setOf(nodes);
  const size = Math.max(...committees.map(({ length }) => length));
  const most = Math.max(...thresholds, firstKey.threshold);
  const commitment = sequenceOf(number, most);
  const node = oneOf(...nodes);
  const key = record({
    epoch: integer(0, firstKey.epoch + maxCeremonies),
    ceremony: integer(0, maxCeremonies),
    members: some,
    holders: some,
    threshold: integer(0, most),
    poly: commitment,
  });
  const deal = record({
    dealer: node,
    C: commitment,
    R: number,
    boxes: sequenceOf(option(oneOf(...boxes)), size),
  });
  return record({
    machine: record({
      phase: oneOf("idle", "register", "deal", "confirm", "done", "abort"),
      ceremony: integer(0, maxCeremonies),
      kind: oneOf("generate", "refresh", "reshare", "rotate"),
      members: some,
      threshold: integer(0, most),
      height: integer(0, constants.limit),
      keys: sequenceOf(option(number), size),
      deals: sequenceOf(deal, Math.max(size, firstKey.members.length)),
      confirms: some,
      disq: some,
      slashed: some,
      qual: some,
      pub: commitment,
      reveals: sequenceOf(record({ dealer: node, by: node, share: number }), size * size),
      key,
    }),
    world: record({
      previous: key,
      shares: sequenceOf(record({ by: node, share: number }), nodes.length),
      signers: some,
      opened: sequenceOf(record({ by: node, R: number }), size * size),
      outputs: sequenceOf(record({ qual: some, pub: commitment }), 3),
      lied: some,
    }),
  });
}
