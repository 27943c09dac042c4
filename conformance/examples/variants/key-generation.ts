/** Wrong ceremonies of key generation. */

import type { Suite } from "nexus-reference/crypto/suite";
import { ours } from "../nexus/cryptography.mjs";
import { type Change, ignoring, type Step, suite, type Variant, variant, withGroup, withSuite } from "./variant.ts";

/** Proofs of knowledge in one group hold always. */
const believing = (group: "G1" | "G2"): Change =>
  withSuite({
    proofs: {
      ...suite.proofs,
      verifyKnowledge: (...args: Parameters<Suite["proofs"]["verifyKnowledge"]>) =>
        args[1] === group || suite.proofs.verifyKnowledge(...args),
    },
  });

interface Entry {
  readonly type: string;
  readonly d: { readonly dealer: number };
  readonly e: { readonly by: number; readonly complaints: readonly object[] };
}
interface Log {
  readonly deals: readonly { readonly dealer: number }[];
  readonly phase: string;
  readonly threshold: number;
  readonly members: readonly number[];
  readonly confirms: readonly number[];
  readonly slashed: readonly number[];
}

/** The fold's step with some entries changed or refused before it. */
const taking = (change: (entry: Entry, state: Log) => object | string): Change => ({
  take: (constants: object, state: Log, entry: Entry) => {
    const changed = change(entry, state);
    return typeof changed === "string" ? changed : (ours.take as unknown as Step)(constants, state, changed);
  },
});

/** The fold's step, and what becomes of its result: the refusal, or the state. */
const after = (
  change: (step: string | Log, entry: Entry, before: Log, again: (state: Log, entry: object) => string | Log) => string | Log,
): Change => ({
  take: (constants: object, state: Log, entry: Entry) => {
    const stepped = (from: Log, one: object) => {
      const step = (ours.take as unknown as Step)(constants, from, one);
      return typeof step === "string" ? step : (step as readonly [Log])[0];
    };
    const result = change(stepped(state, entry), entry, state, stepped);
    return typeof result === "string" ? result : [result, []];
  },
});

/** An entry that is refused for this reason is taken for nothing. */
const taken = (refusal: string): Change => after((step, _, before) => (step === refusal ? before : step));

/** Another member confirms beside the one that does. */
function alsoConfirmed(
  step: string | Log,
  entry: Entry,
  _: Log,
  again: (state: Log, entry: object) => string | Log,
): string | Log {
  if (typeof step === "string" || entry.type !== "Confirm" || step.confirms.length < step.threshold) return step;
  const by = step.members.find((member) => !step.confirms.includes(member));
  const next = again(step, { type: "Confirm", e: { by, complaints: [] } });
  return typeof next === "string" ? step : next;
}

export const ceremonies: readonly Variant[] = [
  variant("fields that nobody knows", "dkg-entries", "extra-field", {
    decodeEntry: (constants: never, { now: _, ...entry }: { readonly now?: unknown }) => ours.decodeEntry(constants, entry),
  }),
  variant("members in any order", "dkg-entries", "members-not-in-order", {
    decodeEntry: (constants: never, entry: { readonly M?: readonly number[] }) =>
      ours.decodeEntry(constants, entry.M === undefined ? entry : { ...entry, M: [...entry.M].sort((a, b) => a - b) }),
  }),
  variant("keys without proofs", "dkg-registrations", "copied-key", believing("G1")),
  variant("outsiders register", "dkg-registrations", "outsider", { Register: ignoring(ours.Register, "no-member") }),
  variant("any degree", "dkg-deals", "one-coefficient-more", { Deal: ignoring(ours.Deal, "wrong-degree") }),
  variant("coefficients of 0", "dkg-deals", "flat", withGroup("g2", { decodeNonIdentity: suite.g2.decode })),
  variant("deals without a proof of the secret", "dkg-deals", "copied-secret", believing("G2")),
  variant("deals without a proof of R", "dkg-deals", "stolen-r", believing("G1")),
  variant("outsiders deal", "dkg-deals", "outsider", { Deal: ignoring(ours.Deal, "no-dealer") }),
  variant("any boxes", "dkg-deals", "missing-box", { Deal: ignoring(ours.Deal, "wrong-boxes") }),
  variant("any share is dealt again", "dkg-deals", "reshare-other-share", { Deal: ignoring(ours.Deal, "other-share") }),
  variant("shares are not compared with the commitment", "dkg-shares", "off-by-one", withGroup("g2", { equal: () => true })),
  variant(
    "boxes of any ceremony",
    "dkg-shares",
    "member-5",
    withSuite({
      sealing: {
        ...suite.sealing,
        open: (...[context, ...rest]: Parameters<Suite["sealing"]["open"]>) =>
          suite.sealing.open({ ...context, ceremony: "" }, ...rest),
      },
    }),
  ),
  variant("complaints without proofs", "dkg-complaints", "forged-k", { Confirm: ignoring(ours.Confirm, "unproven") }),
  variant("complaints are believed", "dkg-complaints", "good-share", {
    Confirm: ((_c, state, args) => [
      { ...state, slashed: (args as Entry).e.complaints.map((each) => (each as Entry["d"]).dealer) },
      [],
    ]) satisfies Step,
  }),
  variant("what is shown is believed", "dkg-recoveries", "wrong", { verifyShare: () => true }),
  variant("the secret is shown as a share", "dkg-recoveries", "zero", { indexFault: () => null }),
  variant(
    "complaints are not heard",
    "dkg-ceremonies",
    "bad-share",
    taking((entry) => (entry.type === "Confirm" ? { ...entry, e: { ...entry.e, complaints: [] } } : entry)),
  ),
  variant(
    "nobody is caught dealing twice",
    "dkg-ceremonies",
    "equivocation",
    taking((entry, { deals }) =>
      entry.type === "Deal" && deals.some(({ dealer }) => dealer === entry.d.dealer) ? "already-dealt" : entry,
    ),
  ),
  variant("shares of a refresh are added without weights", "dkg-ceremonies", "refresh", {
    summedShare: (constants: never, state: object, member: never, secrets: never) =>
      (ours.summedShare as (...args: unknown[]) => unknown)(constants, { ...state, kind: "generate" }, member, secrets),
  }),
  variant("no proof of R in a ceremony", "dkg-ceremonies", "stolen-r", believing("G1")),
  variant(
    "who confirms late is not heard",
    "dkg-ceremonies",
    "late-complaint",
    taking((entry, { phase }) => (entry.type === "Confirm" && phase === "done" ? "not-confirming" : entry)),
  ),
  variant("anybody endorses", "dkg-ceremonies", "rotation-refused", withSuite({ pairingCheck: () => true })),
  variant("bad shares look right", "dkg-complaints", "off-by-one", withGroup("g2", { equal: () => true })),
  variant("one share counts twice", "dkg-recoveries", "duplicate", {
    indexFault: () => null,
    interpolate: (of: Suite, shares: readonly (readonly [number, never])[], at: number) =>
      ours.interpolate(of, [...new Map(shares)], at),
  }),
  variant("whoever is there is enough", "dkg-recoveries", "two", { isQuorum: () => true }),
  variant(
    "a key of a lower degree",
    "dkg-ceremonies",
    "cancelled-degree",
    withGroup("g2", { decodeNonIdentity: suite.g2.decode }),
  ),
  variant("t confirmations are enough", "dkg-ceremonies", "too-few-confirm", after(alsoConfirmed)),
  variant(
    "false complaints cost nothing",
    "dkg-ceremonies",
    "false-complaint",
    after((step, { type, e }) =>
      typeof step === "string" || type !== "Confirm" ? step : { ...step, slashed: step.slashed.filter((node) => node !== e.by) },
    ),
  ),
  variant(
    "dealers join late",
    "dkg-ceremonies",
    "deal-too-late",
    after((step, entry, before, again) => (step === "not-dealing" ? again({ ...before, phase: "deal" }, entry) : step)),
  ),
  variant("any share in a refresh", "dkg-ceremonies", "refresh-other-share", taken("other-share")),
  variant("any degree in a ceremony", "dkg-ceremonies", "wrong-degree", taken("wrong-degree")),
  variant("any threshold", "dkg-ceremonies", "low-threshold", taken("bad-threshold")),
  variant("complaints are not proved", "dkg-ceremonies", "void-complaint", taken("unproven")),
];
