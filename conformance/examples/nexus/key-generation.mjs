/** The suites of key generation, read by the machine of this repository. */

import { publicShare, verifyShare } from "nexus-reference/crypto/feldman";
import { indexFault } from "nexus-reference/crypto/lagrange";
import { interpolate } from "nexus-reference/crypto/shamir";
import { Confirm, Deal, Register } from "nexus-reference/machines/log-dkg/actions";
import { noKey } from "nexus-reference/machines/log-dkg/ceremony";
import { decodeEntry } from "nexus-reference/machines/log-dkg/codec";
import { summedShare } from "nexus-reference/machines/log-dkg/keyring";
import { take } from "nexus-reference/machines/log-dkg/log";
import { receivedShare } from "nexus-reference/machines/log-dkg/member";
import { init } from "nexus-reference/machines/log-dkg/protocol";

/** Whether so many shares are as many as the polynomial has coefficients. */
const isQuorum = (shares, threshold) => shares.length === threshold;

export const ours = {
  isQuorum,
  decodeEntry,
  publicShare,
  verifyShare,
  indexFault,
  interpolate,
  Confirm,
  Deal,
  Register,
  summedShare,
  take,
  receivedShare,
};

const nobody = { holders: [], poly: [] };

/** A state of the ceremony in some phase. Blocks are counted by ceremonies as a whole alone. */
const stateOf = ({ ceremony, kind, members, threshold }, phase, more = {}) => ({
  ...init(),
  phase,
  ceremony,
  kind,
  members,
  threshold,
  keys: members.map(() => null),
  ...more,
});

/** The key in force as far as deals depend on it. */
const keyOf = ({ holders, poly }) => ({
  ...noKey,
  epoch: 1,
  ceremony: 1,
  members: holders,
  holders,
  threshold: poly.length,
  poly,
});

export function keyGenerationSuites(of) {
  const {
    suite,
    decodeEntry,
    isCommitment,
    publicShare,
    verifyShare,
    indexFault,
    interpolate,
    summedShare,
    take,
    receivedShare,
  } = of;
  const constants = (cloud, limit = 1) => ({ suite, cloud, limit });
  const secretsOf = (secretKey) => ({ key: suite.secrets.decode(secretKey), ephemeral: null, polynomial: null });
  const shown = (share) => (share === null ? null : suite.secrets.disclose(share));

  function deal({ ceremony, keys, key, deal: d }) {
    const state = stateOf(ceremony, "deal", { keys, key: keyOf(key ?? nobody) });
    if (typeof of.Deal(constants(ceremony.cloud), state, { d }) === "string") return undefined;
    return ceremony.members.map((member, at) => (keys[at] === null ? null : publicShare(suite, d.C, member)));
  }

  function guilty({ ceremony, deal: dealt, member, E, complaint }) {
    const keys = ceremony.members.map((other) => (other === member ? E : null));
    const state = stateOf(ceremony, "confirm", { keys, deals: [dealt] });
    const step = of.Confirm(constants(ceremony.cloud), state, { e: { by: member, complaints: [complaint] } });
    if (typeof step === "string") return undefined;
    return step[0].slashed.includes(dealt.dealer) ? "dealer" : "member";
  }

  function recovered({ commitment, member, shares }) {
    const threshold = commitment.length;
    const indices = shares.map(({ by }) => by);
    if (!isCommitment(suite, commitment, threshold) || !of.isQuorum(shares, threshold)) return undefined;
    if (indexFault(suite.scalars, indices, Number.MAX_SAFE_INTEGER) !== null) return undefined;
    const known = shares.map(({ by, share }) => [by, suite.secrets.decode(share)]);
    if (!known.every(([by, share]) => share !== null && verifyShare(suite, commitment, by, share))) return undefined;
    return shown(interpolate(suite, known, member));
  }

  function outcome({ cloud, limit, log, member, secretKey }) {
    const c = constants(cloud, limit);
    const refused = [];
    let state = init();
    for (const [at, json] of log.entries()) {
      const entry = decodeEntry(c, json);
      const step = "value" in entry ? take(c, state, entry.value) : "malformed";
      if (typeof step === "string") refused.push(at + 1);
      else state = step[0];
    }
    const { phase, disq, slashed, qual, pub, key } = state;
    const share = shown(summedShare(c, state, member, secretsOf(secretKey)));
    return { refused, phase, disqualified: disq, slashed, qualified: qual, commitment: pub, key, share };
  }

  return {
    "dkg-entries": (entry) => decodeEntry(constants("cloud"), entry).value,
    "dkg-registrations": ({ ceremony, registration: r }) =>
      typeof of.Register(constants(ceremony.cloud), stateOf(ceremony, "register"), { r }) === "string" ? undefined : true,
    "dkg-deals": deal,
    "dkg-shares": ({ ceremony, deal: dealt, member, secretKey }) => {
      const share = receivedShare(constants(ceremony.cloud), stateOf(ceremony, "confirm"), member, secretsOf(secretKey), dealt);
      return share === null ? undefined : shown(share);
    },
    "dkg-complaints": guilty,
    "dkg-recoveries": recovered,
    "dkg-ceremonies": outcome,
  };
}
