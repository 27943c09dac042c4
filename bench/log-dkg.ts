/** Whole ceremonies of key generation over BLS12-381: processor time of one node, and bytes on the log. */

import { bls12381Suite } from "nexus-reference/crypto/bls12-381-suite";
import { seededRandom } from "nexus-reference/lib/random";
import { faults } from "nexus-reference/machines/log-dkg/ceremony";
import { began, emptyKeyring, heard } from "nexus-reference/machines/log-dkg/keyring";
import { type Entry, fold } from "nexus-reference/machines/log-dkg/log";
import { confirmation, dealing, registration } from "nexus-reference/machines/log-dkg/member";
import { init } from "nexus-reference/machines/log-dkg/protocol";
import type { Constants, NodeId, State } from "nexus-reference/machines/log-dkg/types";
import type { Benchmark, Figure } from "./benchmark.ts";

const SIZES = [4, 16, 64];
const QUICK_SIZES = [4];

/** Constants of a node that has decoded nothing yet. */
const freshNode = (): Constants => ({ suite: bls12381Suite(), cloud: "bench", limit: 1 });

const next = seededRandom(1);
const random = (length: number) => Uint8Array.from({ length }, () => Math.floor(next() * 256));

/** Milliseconds of processor time, and what was computed. */
function timed<T>(run: () => T): readonly [milliseconds: number, result: T] {
  const start = process.cpuUsage();
  const result = run();
  const { user, system } = process.cpuUsage(start);
  return [(user + system) / 1000, result];
}

/** Texts are hexadecimal: two digits a byte. A number takes eight bytes, as in what is signed. */
function bytesOf(value: unknown): number {
  if (typeof value === "string") return value.length / 2;
  if (typeof value === "number") return 8;
  return typeof value === "object" && value !== null ? Object.values(value).reduce((sum, each) => sum + bytesOf(each), 0) : 0;
}

/** The log of a ceremony without faults, up to its last confirmation. */
function ceremony(n: number): readonly Figure[] {
  const others = freshNode();
  const M = Array.from({ length: n }, (_, at) => at + 1);
  const t = faults(n) + 1;
  const log: Entry[] = [];
  const add = (entries: readonly Entry[], s: State): State => {
    log.push(...entries);
    return fold(others, s, entries)[0];
  };
  const opened = add([{ type: "Start", k: "generate", M, t }], init());
  const secrets = new Map(M.map((node) => [node, began(others, opened, node, emptyKeyring, random).secrets!]));
  const register = (c: Constants, node: NodeId) => registration(c, opened, node, secrets.get(node)!, random);
  const dealers = M.slice(0, n - faults(n));
  const registered = add(
    M.map((node) => ({ type: "Register", r: register(others, node) })),
    opened,
  );
  const deals = dealers.map((node) => dealing(others, registered, node, secrets.get(node)!, random)!);
  const dealt = add(
    deals.map((d) => ({ type: "Deal", d })),
    registered,
  );
  const done = add(
    M.slice(0, t + faults(n)).map((by) => ({ type: "Confirm", e: { by, complaints: [] } })),
    dealt,
  );

  const node = freshNode();
  const [registering] = timed(() => register(node, 1));
  const [dealingTime] = timed(() => dealing(node, registered, 1, secrets.get(1)!, random));
  const [reading, read] = timed(() => fold(node, init(), log)[0]);
  const [confirming, confirmed] = timed(() => confirmation(node, dealt, 1, secrets.get(1)!, random));
  const activation = { type: "Activate", epoch: done.key.epoch, public: done.key.poly[0]! } as const;
  const [sharing, ring] = timed(() => heard(node, done, 1, { ...emptyKeyring, secrets: secrets.get(1)! }, activation));
  const ms = (name: string, value: number): Figure => ({ name: `n=${n}, ${name}, ms`, value });
  return [
    { name: `n=${n}, phase`, value: read.phase, exactly: "done" },
    { name: `n=${n}, complaints`, value: confirmed.complaints.length, exactly: 0 },
    { name: `n=${n}, has a share`, value: ring.share === null ? "no" : "yes", exactly: "yes" },
    ms("register", registering),
    ms("deal", dealingTime),
    ms("read the log", reading),
    ms("check all shares", confirming),
    ms("add the shares up", sharing),
    ms("a node in all", registering + dealingTime + reading + confirming + sharing),
    { name: `n=${n}, bytes on the log`, value: log.reduce((sum, entry) => sum + bytesOf({ ...entry, type: 0 }), 0) },
  ];
}

export const logDkgBenchmark: Benchmark = {
  name: "log-dkg",
  run: (quick) => (quick ? QUICK_SIZES : SIZES).flatMap(ceremony),
};
