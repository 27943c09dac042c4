import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Exploration, explore } from "../checker/index.ts";
import { loadSpec, type SpecSources } from "../tla/index.ts";
import { exploreGraphInThreads, type ThreadOptions } from "./exploration-threads.ts";
import { loadSharedSpec } from "./spec-source.ts";

/** The helping threads run the built program: `npm test` builds first. */
const worker = new URL("../../dist/runtime/exploration-worker.js", import.meta.url);
const specDir = fileURLToPath(new URL("../../spec/tla/", import.meta.url));

/** States of every kind of value: functions, records, sequences, sets, strings, model values, large integers. */
const CHATTER = `---- MODULE Chatter ----
EXTENDS Integers, Sequences, FiniteSets, TLC
CONSTANTS Node, Most
VARIABLES clock, sent, last, mood
Init == /\\ clock = [n \\in Node |-> 0] /\\ sent = {} /\\ last = <<>> /\\ mood = "calm"
Speak(n) ==
  /\\ clock[n] < Most
  /\\ clock' = [clock EXCEPT ![n] = @ + 1]
  /\\ sent' = sent \\cup {[from |-> n, at |-> clock[n], weight |-> 2147483000 + clock[n]]}
  /\\ last' = <<n>> \\o SubSeq(last, 1, IF Len(last) < 1 THEN Len(last) ELSE 1)
  /\\ mood' = IF Cardinality(sent) % 3 = 0 THEN "loud" ELSE "calm"
Next == \\E n \\in Node : Speak(n)
Spec == Init /\\ [][Next]_<<clock, sent, last, mood>>
Known == \\A m \\in sent : m.weight > 2147482999 /\\ m.at < clock[m.from]
Few == Cardinality(sent) < 9
Odd == Cardinality(sent) = 9 => last[3] = 1
Early == Cardinality(sent) <= 9
Perms == Permutations(Node)
Polite == Cardinality(sent) < 7 \\/ mood # mood'
====`;

const chatter = (cfg: string): SpecSources => ({
  module: "Chatter",
  config: { file: "Chatter.cfg", source: `CONSTANTS Node = {a, b, c, d} Most = 4\nSPECIFICATION Spec\n${cfg}` },
  resolve: (name) => (name === "Chatter" ? { file: "Chatter.tla", source: CHATTER } : undefined),
});

/** A model of `spec/tla`, or of its folder of broken variants. */
function published(module: string, cfg: string, folder = ""): SpecSources {
  const text = (file: string) => readFileSync(join(specDir, file), "utf8");
  return {
    module,
    config: { file: `${cfg}.cfg`, source: text(`${folder}${cfg}.cfg`) },
    resolve: (name) => {
      const file = `${name === module ? folder : ""}${name}.tla`;
      return /^Gsi/.test(name) ? { file, source: text(file) } : undefined;
    },
  };
}

/** What must not depend on the number of threads. */
const comparable = ({ store, seconds, witnesses, position, ...rest }: Exploration) => ({ ...rest, size: store.size });

function withThreads(sources: SpecSources, options: Omit<ThreadOptions, "threads">): readonly Exploration[] {
  return [1, 2, 3].map((threads) => {
    const { spec, source } = loadSharedSpec(sources);
    return exploreGraphInThreads(spec.graph, source, { worker, sharedLevel: 128, threads, ...options });
  });
}

/** Explores with one, two and three threads, compares, and gives the exploration without sharing beside one of them. */
function everyWay(sources: SpecSources, options: { readonly checkDeadlock: boolean }) {
  const alone = explore(loadSpec(sources).graph, options);
  const [one, ...others] = withThreads(sources, options) as [Exploration, ...Exploration[]];
  for (const other of others) expect(comparable(other)).toEqual(comparable(one));
  const { verdict, property, trace } = alone;
  expect({ ...one }).toMatchObject({ verdict, ...(property === undefined ? {} : { property }) });
  expect(one.trace?.states.length).toBe(trace?.states.length);
  return { alone, shared: one };
}

describe("exploring a TLA+ model with several threads", () => {
  test.each([
    ["Gsi", "MCGsiN7n3"],
    ["GsiCounts", "MCGsiCountsN16n2"],
  ])("%s with %s has the same graph with any number", (module, cfg) => {
    const { alone, shared } = everyWay(published(module, cfg), { checkDeadlock: false });
    const counts = ({ distinct, generated, depth, edges }: Exploration) => ({ distinct, generated, depth, edges });
    expect(counts(shared)).toEqual(counts(alone));
    expect(alone.distinct).toBeGreaterThan(3000);
  });

  test("values of every kind mean the same in all threads", () => {
    for (const cfg of ["INVARIANT Known", "INVARIANT Known\nCONSTRAINT Early", "ACTION_CONSTRAINT Polite"]) {
      const { alone, shared } = everyWay(chatter(cfg), { checkDeadlock: false });
      expect(alone.verdict).toBe("ok");
      expect([shared.distinct, shared.generated, shared.edges]).toEqual([alone.distinct, alone.generated, alone.edges]);
    }
  });

  test("orbits are the same, and there are fewer of them than states", () => {
    const { alone, shared } = everyWay(chatter("SYMMETRY Perms\nINVARIANT Known"), { checkDeadlock: false });
    expect([alone.verdict, shared.distinct, shared.generated]).toEqual(["ok", alone.distinct, alone.generated]);
    expect(alone.distinct).toBeLessThan(explore(loadSpec(chatter("")).graph, { checkDeadlock: false }).distinct / 4);
  });

  test("an invariant that is false in a state outside of the constraint is found", () => {
    const { shared } = everyWay(chatter("INVARIANT Few\nCONSTRAINT Few"), { checkDeadlock: false });
    expect(shared).toMatchObject({ verdict: "violated", property: "Few", trace: { states: { length: 10 } } });
  });

  test("a violation has the same shortest trace with any number", () => {
    const { shared } = everyWay(chatter("INVARIANTS Known Few"), { checkDeadlock: false });
    expect(shared).toMatchObject({ verdict: "violated", property: "Few" });
    expect(shared.trace?.states).toHaveLength(10);
    everyWay(published("GsiWindowOutrunsClaim", "GsiWindowOutrunsClaim", "broken/"), { checkDeadlock: false });
  });

  test("so has a deadlock", () => {
    const { shared } = everyWay(chatter(""), { checkDeadlock: true });
    expect(shared).toMatchObject({ verdict: "deadlock", trace: { states: { length: 17 } } });
  });

  test("an evaluation error is reported once, with its position and the way there", () => {
    const { shared } = everyWay(chatter("INVARIANT Odd"), { checkDeadlock: false });
    expect(shared).toMatchObject({ verdict: "error", error: { code: "tla-eval", at: { start: { line: 16 } } } });
    expect(shared.trace?.states).toHaveLength(10);
  });

  test("what a model reads is the same in all threads; what belongs to one thread is refused", () => {
    const reading = CHATTER.replace("EXTENDS ", "EXTENDS Json, ").replace(
      "Early ==",
      'Early == JsonDeserialize("limits.json").most >=',
    );
    const sources = {
      ...chatter("CONSTRAINT Early"),
      resolve: () => ({ file: "Chatter.tla", source: reading.replace("<= 9", "") }),
    };
    const host = { read: (file: string) => (file === "limits.json" ? '{ "most": 9 }' : undefined) };
    const { shared } = everyWay({ ...sources, host }, { checkDeadlock: false });
    expect(shared.distinct).toBe(everyWay(chatter("CONSTRAINT Early"), { checkDeadlock: false }).shared.distinct);
    const counting = CHATTER.replace("Early ==", "Early == TLCSet(1, 2) /\\");
    const registers = { ...chatter("CONSTRAINT Early"), resolve: () => ({ file: "Chatter.tla", source: counting }) };
    expect(() => loadSharedSpec(registers)).toThrow("uses TLCSet, whose value differs from thread to thread");
  });

  test("ends at limits", () => {
    for (const states of withThreads(chatter(""), { checkDeadlock: false, maxStates: 3000 })) {
      expect(states).toMatchObject({ verdict: "inconclusive", limit: "states" });
      expect(states.distinct).toBeLessThanOrEqual(3000);
    }
    for (const memory of withThreads(chatter(""), { checkDeadlock: false, maxBytes: 1000 })) {
      expect(memory).toMatchObject({ verdict: "inconclusive", limit: "memory" });
    }
    for (const stopped of withThreads(chatter(""), { checkDeadlock: false, progressEvery: 256, stop: () => true })) {
      expect(stopped).toMatchObject({ verdict: "inconclusive", limit: "stopped" });
    }
  });
});
