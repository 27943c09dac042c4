import { describe, expect, test } from "vitest";
import type { G1Point, G2Point, Group } from "./suite.ts";
import { TOY_ORDERS, toySuite } from "./toy-suite.ts";

const none = () => new Uint8Array(64);
const context = new Uint8Array([7]);

describe.each(TOY_ORDERS)("the toy suite modulo %i", (q) => {
  const suite = toySuite(q);
  const { scalars, secrets, g1, g2, proofs, sealing } = suite;
  const all = Array.from({ length: q }, (_, i) => String(i));
  const nonZero = all.slice(1);
  const point = <P>(group: Group<P>, text: string): P => group.decode(text)!;
  const secret = (text: string) => secrets.decode(text)!;

  test.each([g1, g2] as readonly Group<G1Point | G2Point>[])("$name is the additive group of residues", (group) => {
    for (const a of all)
      for (const b of all) {
        expect(group.encode(group.add(point(group, a), point(group, b)))).toBe(String((Number(a) + Number(b)) % q));
        expect(group.encode(group.mul(point(group, a), BigInt(b)))).toBe(String((Number(a) * Number(b)) % q));
        expect(group.encode(group.mulSecret(point(group, a), secret(b)))).toBe(String((Number(a) * Number(b)) % q));
      }
    expect(group.isIdentity(group.identity)).toBe(true);
    expect(group.encode(group.generator)).toBe("1");
  });

  test("reads exactly the decimal texts below the order", () => {
    for (const text of all) expect([scalars, g1, g2].every((set) => set.decode(text) !== null)).toBe(true);
    for (const text of [String(q), "-1", "00", "01", " 1", "1 ", "1.0", "0x1", "", "a"])
      expect([scalars.decode(text), secrets.decode(text), g1.decode(text), g2.decode(text)]).toEqual([null, null, null, null]);
    expect([g1.decodeNonIdentity("0"), g2.decodeNonIdentity("0")]).toEqual([null, null]);
  });

  test("the pairing is bilinear and not degenerate", () => {
    for (const a of all)
      for (const b of all)
        for (const c of all) {
          const holds = suite.pairingCheck([
            [point(g1, a), point(g2, b)],
            [g1.neg(point(g1, c)), g2.generator],
          ]);
          expect(holds).toBe((Number(a) * Number(b)) % q === Number(c));
        }
  });

  test("hashes by the model's table, and never to the identity unless the table says so", () => {
    const table = toySuite(q, { hashToG1: (message, dst) => message.length + dst.length });
    expect(table.g1.encode(table.hashToG1(new Uint8Array(2), "d"))).toBe("3");
    const images = Array.from({ length: 256 }, (_, byte) => g1.encode(suite.hashToG1(new Uint8Array([byte]), "d")));
    expect(new Set(images)).toEqual(new Set(nonZero));
  });

  test("proofs of equality verify for true statements alone", () => {
    for (const e of all)
      for (const b of all)
        for (const p of all) {
          const statement = { element: e, base: b, product: p };
          const proof = proofs.proveEquality(context, statement, secret(e), none);
          const isTrue = e !== "0" && b !== "0" && (Number(e) * Number(b)) % q === Number(p);
          expect(proofs.verifyEquality(context, statement, proof)).toBe(isTrue);
          expect(proofs.verifyEquality(new Uint8Array([8]), statement, proof)).toBe(false);
        }
  });

  test("proofs of knowledge and possession name their context, group and element", () => {
    for (const e of nonZero) {
      const proof = proofs.proveKnowledge(context, "G1", e, secret(e), none);
      expect(proofs.verifyKnowledge(context, "G1", e, proof)).toBe(true);
      expect(proofs.verifyKnowledge(context, "G2", e, proof)).toBe(false);
      expect(proofs.verifyKnowledge(new Uint8Array([8]), "G1", e, proof)).toBe(false);
      for (const other of all.filter((each) => each !== e))
        expect(proofs.verifyKnowledge(context, "G1", other, proof)).toBe(false);
      expect(proofs.verifyPossession(e, proofs.provePossession(secret(e)))).toBe(true);
      expect(proofs.verifyPossession(e, proof)).toBe(false);
    }
    expect(proofs.verifyKnowledge(context, "G1", "0", proofs.proveKnowledge(context, "G1", "0", secret("0"), none))).toBe(false);
    expect(proofs.verifyPossession("0", proofs.provePossession(secret("0")))).toBe(false);
  });

  test("a box opens under its own context, R and K, and under no other", () => {
    const own = { ceremony: "c,1", dealer: 1, receiver: 2 };
    const opened = (ctx: typeof own, r: string, k: string, box: string) => {
      const share = sealing.open(ctx, r, k, box);
      return share === null ? null : secrets.disclose(share);
    };
    for (const r of nonZero)
      for (const k of nonZero)
        for (const m of all) {
          const box = sealing.seal(own, r, k, secret(m));
          expect(opened(own, r, k, box)).toBe(m);
          expect(opened(own, k === "1" ? "2" : "1", k, box) === m).toBe(r === (k === "1" ? "2" : "1"));
          expect(opened({ ...own, receiver: 1 }, r, k, box)).toBeNull();
          expect(opened({ ...own, dealer: 2 }, r, k, box)).toBeNull();
          expect(opened({ ...own, ceremony: "c" }, r, k, box)).toBeNull();
          for (const other of all.filter((each) => each !== k)) expect(opened(own, r, other, box)).toBeNull();
        }
    const box = sealing.seal(own, "1", "1", secret("1"));
    for (const bad of [
      "",
      "x",
      `${box} `,
      box.slice(0, -1),
      `${box.slice(0, -1)}x`,
      box.replace(/1\)$/, `${q})`),
      box.replace(/1\)$/, ")"),
    ])
      expect(opened(own, "1", "1", bad)).toBeNull();
  });

  test("random secrets are never zero and reach every other residue", () => {
    let next = 0;
    const seen = new Set(
      Array.from({ length: 64 }, () => secrets.disclose(secrets.random((n) => new Uint8Array(n).fill(next++)))),
    );
    expect(seen).toEqual(new Set(nonZero));
    expect(() => secrets.random((n) => new Uint8Array(n - 1))).toThrow("bytes instead of");
  });
});
