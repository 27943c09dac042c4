#!/usr/bin/env node
/**
 * The machines of this repository behind the runner protocol. The code's own states stay here: the runner knows them by tokens, and sees
 * their abstractions. Needs `npm run build`.
 */

import { createInterface } from "node:readline";
import { BadValue, neutralText, normal, readNeutral } from "nexus-reference/checker";
import { eip2537G1 } from "nexus-reference/crypto/bls12-381-encodings";
import { bls12381Suite } from "nexus-reference/crypto/bls12-381-suite";
import { verifyVote } from "nexus-reference/crypto/ed25519";
import { conjunctId } from "nexus-reference/lib/model";
import { models, protocols } from "nexus-reference/machines/index";
import { cryptographySuites } from "./cryptography.mjs";
import { programSuites, ran } from "./nvm.mjs";

/** Closed systems by the names of their models, with their initial states by the texts of the variables: a model may have thousands. */
const systems = new Map();

function systemOf(model, variables) {
  let known = systems.get(model);
  if (known === undefined) {
    const system = models[model]();
    const shown = (state) => {
      const abstract = system.abstract(state);
      return Object.fromEntries(variables.map((name) => [name, abstract[name]]));
    };
    known = { system, initial: new Map(system.initial.map((state) => [neutralText(shown(state)), state])) };
    systems.set(model, known);
  }
  return known;
}

/** One model's closed system, in one of its states. */
class Machine {
  constructor(model, variables, state) {
    const { system, initial } = systemOf(model, variables);
    this.system = system;
    this.variables = variables;
    this.inputs = new Map();
    this.abstractions = new WeakMap();
    this.shownTexts = new WeakMap();
    this.texts = new Map();
    this.state = initial.get(neutralText(state));
    if (this.state === undefined) throw new Error("no initial state has these variables");
  }

  /** The variables of a state, which is asked about again and again. */
  shown(state = this.state) {
    let shown = this.abstractions.get(state);
    if (shown === undefined) {
      const abstract = this.system.abstract(state);
      shown = Object.fromEntries(this.variables.map((name) => [name, normal(abstract[name])]));
      this.abstractions.set(state, shown);
    }
    return shown;
  }

  step({ action, args }) {
    const { step } = this.system.actions[action];
    const data = this.argsOf(action, args);
    if (typeof data === "string") return { refused: data };
    const stepped = step(this.state, data);
    if (typeof stepped === "string") return { refused: conjunctId(action, this.system.refusals[action][stepped]) };
    const [next, effects] = stepped;
    const before = this.shown();
    this.state = next;
    return { next: this.changes(before, this.shown()), effects: { "#tup": effects.map((effect) => this.written(effect)) } };
  }

  /** The variables that differ. */
  changes(before, after) {
    return Object.fromEntries(Object.entries(after).filter(([name, value]) => this.textOf(value) !== this.textOf(before[name])));
  }

  /** The text of a variable that is shown; the same object is compared again and again. */
  textOf(value) {
    if (typeof value !== "object") return value;
    let text = this.shownTexts.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      this.shownTexts.set(value, text);
    }
    return text;
  }

  written(effect) {
    return normal(this.system.abstractEffect?.(effect) ?? effect);
  }

  /** The arguments as the code has them: the candidates that are written so. The conjunct of the domain where there is none. */
  argsOf(action, args) {
    const data = {};
    for (const [param, value] of Object.entries(args)) {
      const found = this.candidates(action, param).get(this.text(value));
      if (found === undefined) return `${action}/in:${param}`;
      data[param] = found.value;
    }
    return data;
  }

  text(value) {
    const sent = JSON.stringify(value);
    if (!this.texts.has(sent)) this.texts.set(sent, neutralText(value));
    return this.texts.get(sent);
  }

  /** By their texts. Those that change with the state are made once for each state that is asked about. */
  candidates(action, param) {
    const { params, outside = {} } = this.system.actions[action];
    const domain = params[param];
    const key = `${action} ${param}`;
    const known = this.inputs.get(key);
    if (known !== undefined && (typeof domain !== "function" || known.state === this.state)) return known.candidates;
    const write = this.system.abstractArg?.[param] ?? ((value) => value);
    const values = [...(outside[param] ?? []), ...(typeof domain === "function" ? domain(this.state) : domain)];
    const candidates = new Map(values.map((value) => [neutralText(write(value)), { value }]));
    this.inputs.set(key, { state: this.state, candidates });
    return candidates;
  }
}

let machine = null;
/** What tokens stand for, until the runner lets go of them. */
let saved = [];

function load(token) {
  const { machine: of, state } = saved[Number(token)];
  machine = of;
  machine.state = state;
}

/** What a datum of each suite is read as; undefined where it is invalid. */
const suites = {
  ...cryptographySuites(),
  values: (input) => {
    try {
      return readNeutral(JSON.parse(input), "$");
    } catch (error) {
      if (error instanceof BadValue || error instanceof SyntaxError) return undefined;
      throw error;
    }
  },
  "ed25519-votes": ({ publicKey, message, signature }) =>
    verifyVote(publicKey, Buffer.from(message, "hex"), signature) ? true : undefined,
  "hash-to-g1": ({ message, dst }) => {
    const bytes = eip2537G1(bls12381Suite().hashToG1(Buffer.from(message), dst));
    const [x, y] = [0, 64].map((start) => Buffer.from(bytes.subarray(start + 16, start + 64)).toString("hex"));
    return { x, y };
  },
};

function verified(suite, { input }) {
  const output = suites[suite](input);
  return output === undefined ? { valid: false } : { valid: true, output };
}

const operations = {
  hello: () => ({
    protocol: 1,
    name: "nexus-reference",
    version: "0.1.0",
    levels: [1, 2, 3],
    features: ["save", "refusals"],
    modules: protocols.map(({ module }) => module),
    suites: [...Object.keys(suites), ...programSuites],
  }),
  init: ({ model, state }) => {
    machine = new Machine(model, Object.keys(state), state);
    return { state: machine.shown() };
  },
  step: ({ token, steps }) => {
    const results = steps.map((step) => {
      if (token !== undefined) load(token);
      return machine.step(step);
    });
    return { results, state: machine.shown() };
  },
  save: () => ({ token: String(saved.push({ machine, state: machine.state }) - 1) }),
  load: ({ token }) => {
    load(token);
    return { state: machine.shown() };
  },
  reset: () => {
    machine = null;
    saved = [];
    return {};
  },
  verify: ({ suite, cases }) => ({ results: cases.map((one) => verified(suite, one)) }),
  run: ({ cases }) => ({ results: cases.map(ran) }),
  bye: () => ({}),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, op, ...request } = JSON.parse(line);
  const operation = operations[op];
  const reply = operation === undefined ? { error: `no operation ${op}` } : operation(request);
  process.stdout.write(`${JSON.stringify({ id, ...reply })}\n`);
  if (op === "bye") break;
}
