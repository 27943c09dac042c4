/** Runs scripts as far as decoding, validation and the types of imports go. What needs execution is not run, and is said not to be. */

import {
  type ExternType,
  linkImports,
  loadModule,
  ModuleError,
  type ModuleErrorCode,
  type ValidModule,
} from "nexus-reference/nvm";
import type { Command, ScriptModule } from "./script.ts";
import { spectest } from "./spectest.ts";
import type { Assemble } from "./text.ts";

export type Verdict =
  | { readonly kind: "passed"; readonly error?: ModuleError }
  | { readonly kind: "failed"; readonly why: string }
  | { readonly kind: "not run"; readonly why: string };

const passed: Verdict = { kind: "passed" };
const failed = (why: string): Verdict => ({ kind: "failed", why });
const notRun: Verdict = { kind: "not run", why: "it needs execution" };
const grown: Verdict = { kind: "not run", why: "it imports what has grown when the script runs" };

/** The types of a module's exports by name. */
type Exports = ReadonlyMap<string, ExternType>;

type Loaded =
  | { readonly kind: "linked"; readonly exports: Exports }
  | { readonly kind: "unlinked"; readonly exports: Exports; readonly error: ModuleError }
  | { readonly kind: "refused"; readonly error: ModuleError }
  | { readonly kind: "malformed text"; readonly message: string };

/** One script: its commands one after the other, with the modules that those before have defined. */
export class ScriptRun {
  private readonly assemble: Assemble;
  private readonly registered = new Map<string, Exports>([["spectest", spectest]]);
  private readonly named = new Map<string, Exports>();
  private last: Exports | undefined;

  constructor(assemble: Assemble) {
    this.assemble = assemble;
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
        return "form" in command.of ? this.trappingModule(command.of) : notRun;
      case "action":
      case "assert_return":
      case "assert_exhaustion":
        return notRun;
    }
  }

  private load(module: ScriptModule): Loaded {
    const assembled = module.form === "binary" ? ({ ok: true, bytes: module.bytes } as const) : this.assemble(module.bytes);
    if (!assembled.ok) return { kind: "malformed text", message: assembled.message };
    let valid: ValidModule;
    try {
      valid = loadModule(assembled.bytes);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return { kind: "refused", error };
    }
    try {
      const offered = linkImports(valid, (from, name) => this.registered.get(from)?.get(name));
      return { kind: "linked", exports: exportsOf(valid, offered) };
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      return { kind: "unlinked", exports: exportsOf(valid, valid.importTypes), error };
    }
  }

  private module(module: ScriptModule): Verdict {
    const loaded = this.load(module);
    if (loaded.kind !== "linked" && loaded.kind !== "unlinked") return failed(`a valid module is refused: ${whyOf(loaded)}`);
    this.last = loaded.exports;
    if (module.name !== null) this.named.set(module.name, loaded.exports);
    return loaded.kind === "linked" ? passed : grown;
  }

  private register(as: string, name: string | null): Verdict {
    const exports = name === null ? this.last : this.named.get(name);
    if (exports === undefined) return failed(`no module ${name ?? ""} to register`);
    this.registered.set(as, exports);
    return passed;
  }

  private refused(module: ScriptModule, code: ModuleErrorCode): Verdict {
    const loaded = this.load(module);
    if (loaded.kind === "linked") return failed("a module is accepted that should be refused");
    if (loaded.kind === "malformed text") {
      return module.form === "quote" && code === "malformed-module" ? passed : failed(whyOf(loaded));
    }
    const { error } = loaded;
    return error.code === code ? { kind: "passed", error } : failed(`refused as ${error.code}: ${error.message}`);
  }

  /** A module that traps when it is instantiated is a valid one. */
  private trappingModule(module: ScriptModule): Verdict {
    const loaded = this.load(module);
    return loaded.kind === "linked" ? notRun : failed(`a valid module is refused: ${whyOf(loaded)}`);
  }
}

const whyOf = (loaded: Exclude<Loaded, { kind: "linked" }>): string =>
  loaded.kind === "malformed text" ? `malformed text: ${loaded.message}` : `${loaded.error.code}: ${loaded.error.message}`;

/** What is exported again is of the type that was offered, which may be narrower than the one that was asked for. */
function exportsOf({ module, exportTypes }: ValidModule, offered: readonly ExternType[]): Exports {
  return new Map(
    module.exports.map(({ name, kind, index }, i) => {
      const imported = offered.filter((each) => each.kind === kind)[index];
      return [name, imported ?? (exportTypes[i] as ExternType)];
    }),
  );
}
