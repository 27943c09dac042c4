/**
 * Runs scripts on the step machine: one machine for each script, whose modules share functions, tables, memories and globals. The suite is
 * about WebAssembly itself, so what was written before a trap stays.
 */

import { type GlobalType, LIMITS, loadModule, ModuleError, type ModuleErrorCode, type ValidModule } from "nexus-reference/nvm";
import { NAN64_HIGH } from "nexus-reference/nvm/alu/views";
import { SCHEDULE } from "nexus-reference/nvm/gas/schedule";
import { TRAPS } from "nexus-reference/nvm/rules/ir";
import { SLOT_WORDS, slotsOf } from "nexus-reference/nvm/step/heights";
import { Comparison } from "nexus-reference/nvm/step/immutable/comparison";
import { addInstance, type ExportAddress, externAt } from "nexus-reference/nvm/step/instantiate";
import { createMachine, GLOBAL_WORDS, type Machine, Status } from "nexus-reference/nvm/step/machine";
import { hostCall, invoke, results, resume, run } from "nexus-reference/nvm/step/run";
import type { Action, Command, ScriptModule } from "./script.ts";
import { addSpectest } from "./spectest.ts";
import type { Assemble } from "./text.ts";
import { expectedWords, sameWords, wordsOfValue } from "./words.ts";

export type Verdict =
  | { readonly kind: "passed"; readonly error?: ModuleError }
  | { readonly kind: "failed"; readonly why: string };

const passed: Verdict = { kind: "passed" };
const failed = (why: string): Verdict => ({ kind: "failed", why });

type Exports = ReadonlyMap<string, ExportAddress>;

/** How an invocation ended. */
type Outcome =
  | { readonly kind: "returned"; readonly words: readonly number[] }
  | { readonly kind: "ended"; readonly why: string };

type Loaded =
  | { readonly kind: "loaded"; readonly valid: ValidModule }
  | { readonly kind: "refused"; readonly error: ModuleError }
  | { readonly kind: "malformed text"; readonly message: string };

/** The one export whose NaN is not computed: negating changes the sign of any float, and the suite's set has both signs. */
const NEGATED_NAN = "f64x2_neg_canon";
const SIGN = 1 << 31;

/** More than any script uses: running out of it would be a hang. */
const GAS = 2 ** 50;
/** Steps that no invocation of the suite needs. */
const STEPS = 500_000_000;

/** One script: its commands one after the other. */
export class ScriptRun {
  private readonly assemble: Assemble;
  private readonly m: Machine = createMachine(LIMITS, SCHEDULE);
  private readonly registered: Map<string, Exports>;
  private readonly named = new Map<string, Exports>();
  private readonly compared: number;
  private readonly comparison: Comparison | undefined;
  private steps = 0;
  private last: Exports | undefined;

  /** With `compared` steps, that many of each invocation are compared with the immutable stepper. */
  constructor(assemble: Assemble, compared = 0) {
    this.assemble = assemble;
    this.registered = new Map([["spectest", addSpectest(this.m)]]);
    this.compared = compared;
    this.comparison = compared === 0 ? undefined : new Comparison(this.m);
  }

  /** How many steps were compared. */
  get comparedSteps(): number {
    return this.steps;
  }

  /** Where the whole stores of the two steppers differ now, if they do. */
  wholeDifference(): string | undefined {
    return this.comparison?.whole();
  }

  verdict(command: Command): Verdict {
    switch (command.kind) {
      case "module":
        return this.module(command.module);
      case "register":
        return this.register(command.as, command.module);
      case "assert_malformed":
        return this.refused(command.module, "malformed-module");
      case "assert_invalid":
        return this.refused(command.module, "invalid-module");
      case "assert_unlinkable":
        return this.refused(command.module, "unlinkable-module");
      case "assert_trap":
      case "assert_exhaustion":
        return this.trapped("form" in command.of ? this.instantiated(command.of) : this.act(command.of), command.message);
      case "action":
        return this.returned(this.act(command.action), undefined);
      case "assert_return":
        return this.returned(this.act(command.action), this.expected(command));
    }
  }

  private expected({ action, expected }: Extract<Command, { kind: "assert_return" }>): ReturnType<typeof expectedWords> {
    const words = expected.flatMap(expectedWords);
    return action.field === NEGATED_NAN ? words.map((word) => (word === NAN64_HIGH ? word | SIGN : word)) : words;
  }

  private load(module: ScriptModule): Loaded {
    const assembled = module.form === "binary" ? ({ ok: true, bytes: module.bytes } as const) : this.assemble(module.bytes);
    if (!assembled.ok) return { kind: "malformed text", message: assembled.message };
    try {
      return { kind: "loaded", valid: loadModule(assembled.bytes) };
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return { kind: "refused", error };
    }
  }

  /** Instantiates; the instance is the last one, and has its name, also where it traps. */
  private instantiate(valid: ValidModule, name: string | null): Outcome {
    const { m } = this;
    const { exports, init } = addInstance(m, valid, (from, field) => {
      const found = this.registered.get(from)?.get(field);
      return found === undefined ? undefined : externAt(m, found);
    });
    const outcome: Outcome = init === -1 ? { kind: "returned", words: [] } : this.invoke(init, []);
    if (outcome.kind === "returned") {
      this.last = exports;
      if (name !== null) this.named.set(name, exports);
    }
    return outcome;
  }

  private instantiated(module: ScriptModule): Outcome {
    const loaded = this.load(module);
    if (loaded.kind !== "loaded") return { kind: "ended", why: whyOf(loaded) };
    return this.instantiate(loaded.valid, module.name);
  }

  private module(module: ScriptModule): Verdict {
    try {
      return this.returned(this.instantiated(module), []);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return failed(`${error.code}: ${error.message}`);
    }
  }

  private register(as: string, name: string | null): Verdict {
    const exports = name === null ? this.last : this.named.get(name);
    if (exports === undefined) return failed(`no module ${name ?? ""} to register`);
    this.registered.set(as, exports);
    return passed;
  }

  private refused(module: ScriptModule, code: ModuleErrorCode): Verdict {
    const loaded = this.load(module);
    if (loaded.kind === "malformed text") {
      return module.form === "quote" && code === "malformed-module" ? passed : failed(whyOf(loaded));
    }
    const error = loaded.kind === "refused" ? loaded.error : this.linkError(loaded.valid);
    if (error === undefined) return failed("a module is accepted that should be refused");
    return error.code === code ? { kind: "passed", error } : failed(`refused as ${error.code}: ${error.message}`);
  }

  private linkError(valid: ValidModule): ModuleError | undefined {
    try {
      this.instantiate(valid, null);
      return undefined;
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return error;
    }
  }

  private act(action: Action): Outcome {
    const exports = action.module === null ? this.last : this.named.get(action.module);
    const found = exports?.get(action.field);
    if (found === undefined) return { kind: "ended", why: `no export ${action.field}` };
    if (action.kind === "invoke") return this.invoke(found.address, action.args.flatMap(wordsOfValue));
    const type = this.m.globalTypes[found.address] as GlobalType;
    const at = GLOBAL_WORDS * found.address;
    return { kind: "returned", words: [...this.m.globals.subarray(at, at + SLOT_WORDS * slotsOf(type.valtype))] };
  }

  /** The host functions of the suite take their arguments and do nothing. */
  private invoke(func: number, args: readonly number[]): Outcome {
    const { m } = this;
    invoke(m, func, args, GAS);
    for (;;) {
      const difference = this.run();
      if (difference !== undefined) return { kind: "ended", why: difference };
      if (m.status !== Status.host) break;
      if (hostCall(m).module !== "spectest") return { kind: "ended", why: "a call of an unknown host function" };
      resume(m, []);
    }
    if (m.status === Status.returned) return { kind: "returned", words: results(m) };
    return { kind: "ended", why: m.status === Status.trapped ? (TRAPS[m.trap] as string) : `stopped with status ${m.status}` };
  }

  /** Runs on; gives where the two steppers differ, if they do. */
  private run(): string | undefined {
    const { comparison } = this;
    if (comparison === undefined) {
      run(this.m, STEPS);
      return undefined;
    }
    comparison.follow();
    const { steps, difference } = comparison.steps(this.compared);
    this.steps += steps;
    if (this.m.status === Status.running) comparison.runAlone(STEPS);
    return difference;
  }

  private returned(outcome: Outcome, expected: ReturnType<typeof expectedWords> | undefined): Verdict {
    if (outcome.kind === "ended") return failed(outcome.why);
    if (expected === undefined || sameWords(outcome.words, expected)) return passed;
    return failed(`returned ${outcome.words.map(hexWord).join(" ")}, expected ${expected.map(hexWord).join(" ")}`);
  }

  /** The suite's messages continue ours, or are what they start with: "uninitialized element 2". */
  private trapped(outcome: Outcome, message: string): Verdict {
    if (outcome.kind === "returned") return failed(`returned, expected a trap: ${message}`);
    return message.startsWith(outcome.why) || outcome.why.startsWith(message)
      ? passed
      : failed(`${outcome.why}, expected ${message}`);
  }
}

const hexWord = (word: number | "any"): string => (word === "any" ? word : (word >>> 0).toString(16).padStart(8, "0"));

const whyOf = (loaded: Exclude<Loaded, { kind: "loaded" }>): string =>
  loaded.kind === "malformed text" ? `malformed text: ${loaded.message}` : `${loaded.error.code}: ${loaded.error.message}`;
