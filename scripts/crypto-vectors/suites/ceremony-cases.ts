/** Whole ceremonies, with cheats. */

import { number } from "../nodes.ts";
import { inG1 } from "../signatures.ts";
import { type Draft, valid } from "../suite.ts";
import {
  cancelling,
  confirmed,
  endorsed,
  endorsement,
  firstSecret,
  type Input,
  Log,
  lateVictim,
  MEMBERS,
  open,
  reveal,
  rotated,
  stolenR,
  ticks,
  voidComplaint,
  wrongShare,
} from "./log.ts";

const one = (id: string, comment: string, flags: readonly string[], log: Log, member?: number): Draft<Input> =>
  valid(id, comment, flags, log.input(member));

export const firstKeys: readonly Draft<Input>[] = [
  one("honest", "three deals, three confirmations", [], confirmed(open().deal(2, 3, 5), 2, 3, 5)),
  one("other-dealers", "other dealers, in another order", [], confirmed(open().deal(8, 5, 2), 8, 5, 3), 3),
  one("deal-too-late", "a deal after the set is fixed", ["Fixed"], confirmed(open().deal(2, 3, 5, 8), 2, 3, 5)),
  one("too-few-confirm", "one confirmation too few", ["Confirms"], confirmed(open().deal(2, 3, 5), 2, 3)),
  one("confirmed-twice", "one confirmation comes twice", ["Confirms"], confirmed(open().deal(2, 3, 5), 2, 3, 3)),
  one(
    "bad-share",
    "a share off the polynomial",
    ["BadShare"],
    confirmed(open().deal(2).cheats(3, wrongShare(5)).deal(8).confirm(5, 3), 2, 8),
  ),
  one(
    "two-victims",
    "two members complain about one dealer",
    ["BadShare"],
    open()
      .deal(2)
      .cheats(3, { contents: { 5: 1n, 8: 1n } })
      .deal(8)
      .confirm(5, 3)
      .confirm(8, 3)
      .confirm(2),
  ),
  one(
    "false-complaint",
    "a complaint about a good share",
    ["FalseComplaint"],
    confirmed(open().deal(2, 3, 5).confirm(8, 2), 8, 2, 3, 5),
  ),
  one(
    "both",
    "a right complaint and a false one in one entry",
    ["BadShare", "FalseComplaint"],
    confirmed(open().deal(2).cheats(3, wrongShare(8)).deal(5).confirm(8, 2, 3), 2, 5, 3),
    2,
  ),
  one("void-complaint", "a complaint by the proof of another member", ["Void"], confirmed(voidComplaint(), 2, 3, 5)),
  one(
    "equivocation",
    "a dealer deals twice",
    ["Equivocation"],
    confirmed(
      open()
        .deal(2)
        .cheats(2, { coefficients: [number("second"), number("deal")] })
        .deal(3, 5),
      3,
      5,
      8,
    ),
  ),
  one("same-deal-twice", "a deal is logged twice", ["Equivocation"], confirmed(open().deal(2, 2, 3, 5), 2, 3, 5)),
  one(
    "stolen-r",
    "a dealer takes another one's ephemeral key",
    ["StolenR"],
    confirmed(stolenR(open().deal(2)).deal(5, 8), 2, 5, 8),
  ),
  one(
    "wrong-degree",
    "a deal of a higher degree",
    ["Refused"],
    confirmed(
      open()
        .cheats(2, { coefficients: [1n, 2n, 3n] })
        .deal(3, 5, 8),
      3,
      5,
      8,
    ),
  ),
  one(
    "outsider",
    "nodes that are no members register and deal",
    ["Refused"],
    confirmed(
      new Log()
        .start("generate")
        .register(4, ...MEMBERS)
        .deal(4, 2, 3, 5),
      2,
      3,
      5,
    ),
  ),
  one(
    "cancelled-degree",
    "the last coefficients add up to 0",
    ["Cancelled"],
    confirmed(
      open()
        .deal(2, 3)
        .cheats(5, { coefficients: cancelling(1) }),
      2,
      3,
      8,
    ),
  ),
  one(
    "cancelled-secret",
    "the secrets add up to 0",
    ["Cancelled"],
    confirmed(
      open()
        .deal(2, 3)
        .cheats(5, { coefficients: cancelling(0) }),
      2,
      3,
      8,
    ),
  ),
  one(
    "absent-member",
    "a member does not register in time",
    ["Limit"],
    confirmed(ticks(new Log().start("generate").register(2, 3, 5)).deal(2, 3, 5), 2, 3, 5),
  ),
  one("two-absent-members", "two do not: the ceremony fails", ["Limit"], ticks(new Log().start("generate").register(2, 3))),
  one("too-few-deals", "two deals until the limit", ["Limit"], ticks(open().deal(2, 3))),
  one("low-threshold", "a threshold that the faulty members reach", ["Threshold"], new Log().start("generate", MEMBERS, 1)),
  one("high-threshold", "a threshold that the others do not reach", ["Threshold"], new Log().start("generate", MEMBERS, 3)),
];

export const later: readonly Draft<Input>[] = [
  one("late-complaint", "a bad share is shown after the key is made: it stays as it is", ["Late"], lateVictim(), 8),
  one("recovered", "two members show the victim's dealer's shares", ["Late"], reveal(reveal(lateVictim(), 2), 5), 8),
  one("wrong-reveal", "one of them shows another number", ["Late"], reveal(reveal(reveal(lateVictim(), 2), 5, 1n), 3), 8),
  one("reveal-of-the-innocent", "nobody was caught", ["Late"], reveal(confirmed(open().deal(2, 3, 5), 2, 3, 5), 2)),
  one("refresh", "new shares of the same key", [], new Log().done("generate").done("refresh")),
  one(
    "reshare",
    "to seven other members, of another threshold",
    [],
    new Log().done("generate").done("reshare", [1, 2, 3, 5, 8, 13, 21], 3),
    13,
  ),
  one(
    "reshare-after-refresh",
    "after a refresh",
    [],
    new Log().done("generate").done("refresh").done("reshare", [1, 3, 4, 9], 2),
    4,
  ),
  one(
    "refresh-other-share",
    "a holder deals another number than its share",
    ["OtherShare"],
    confirmed(
      new Log()
        .done("generate")
        .start("refresh")
        .register(...MEMBERS)
        .cheats(2, { coefficients: [number("other"), number("slope")] })
        .deal(3, 5, 8),
      2,
      3,
      5,
    ),
  ),
  one(
    "refresh-bad-share",
    "the first dealer is caught: the next ones take its place",
    ["BadShare"],
    confirmed(
      new Log()
        .done("generate")
        .start("refresh")
        .register(...MEMBERS)
        .cheats(2, wrongShare(3))
        .deal(5, 8)
        .confirm(3, 2),
      5,
      8,
    ),
  ),
  one(
    "refresh-fails",
    "nobody deals: the old key stays",
    ["Limit"],
    ticks(
      new Log()
        .done("generate")
        .start("refresh")
        .register(...MEMBERS),
    ),
  ),
  one(
    "wrong-starts",
    "a refresh in another committee, and a first key where there is one",
    ["Threshold"],
    new Log().done("generate").start("refresh", [2, 3, 5, 9]).start("generate"),
  ),
  one("rotation-unsigned", "a new key that the old one has not signed", ["Endorsement"], rotated()),
  one(
    "rotation",
    "the old key signs the new one",
    ["Endorsement"],
    endorsed((log) => [endorsement(log, firstSecret())]),
  ),
  one(
    "rotation-refused",
    "another key signs, the old key signs another epoch, the identity",
    ["Endorsement"],
    endorsed((log) => [endorsement(log, 5n), endorsement(log, firstSecret(), 3), { type: "Endorse", signature: inG1(0n) }]),
  ),
];
