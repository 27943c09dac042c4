/** Scripts of WebAssembly's official test suite (`.wast`) as data. */

import { type List, type Node, restOfList, skipList } from "./nodes.ts";
import { bytesOfText, Tokens, textOfBytes } from "./tokens.ts";
import { type Expected, readExpected, readValue, type Value } from "./values.ts";

/** A module of a script. Texts are those of the script, or for `quote` the strings put together. */
export interface ScriptModule {
  readonly form: "text" | "binary" | "quote";
  readonly name: string | null;
  readonly bytes: Uint8Array;
  readonly offset: number;
}

export type Action =
  | { readonly kind: "invoke"; readonly module: string | null; readonly field: string; readonly args: readonly Value[] }
  | { readonly kind: "get"; readonly module: string | null; readonly field: string };

export type Command = { readonly offset: number } & (
  | { readonly kind: "module"; readonly module: ScriptModule }
  | { readonly kind: "register"; readonly as: string; readonly module: string | null }
  | { readonly kind: "action"; readonly action: Action }
  | { readonly kind: "assert_return"; readonly action: Action; readonly expected: readonly Expected[] }
  | { readonly kind: "assert_trap" | "assert_exhaustion"; readonly of: Action | ScriptModule; readonly message: string }
  | {
      readonly kind: "assert_invalid" | "assert_malformed" | "assert_unlinkable";
      readonly module: ScriptModule;
      readonly message: string;
    }
);

/** Reads a script. Throws `NexusError` `malformed-script` with file, line and byte offset for whatever it does not know. */
export function readScript(file: string, bytes: Uint8Array): readonly Command[] {
  return new ScriptReader(new Tokens(file, textOfBytes(bytes))).commands();
}

class ScriptReader {
  private readonly tokens: Tokens;

  constructor(tokens: Tokens) {
    this.tokens = tokens;
  }

  commands(): readonly Command[] {
    const { tokens } = this;
    const commands: Command[] = [];
    for (;;) {
      const open = tokens.next();
      if (open.kind === "end") return commands;
      if (open.kind !== "(") tokens.fail("expected a command", open.start);
      const name = tokens.next();
      if (name.kind !== "atom") return tokens.fail("expected the name of a command", name.start);
      const command = this.command(name.text, open.start);
      if (command !== undefined) commands.push(command);
      // A script may be the fields of one module, without the parentheses around them.
      else if (commands.length === 0) return [this.inlineModule()];
      else tokens.fail(`unknown command ${name.text}`, open.start);
    }
  }

  private inlineModule(): Command {
    const { source } = this.tokens;
    const module: ScriptModule = { form: "text", name: null, bytes: bytesOfText(`(module ${source}\n)`), offset: 0 };
    return { kind: "module", module, offset: 0 };
  }

  private command(name: string, offset: number): Command | undefined {
    switch (name) {
      case "module":
        return { kind: "module", module: this.module(offset), offset };
      case "register":
        return this.register(offset);
      case "invoke":
      case "get":
        return { kind: "action", action: this.action(restOfList(this.tokens, offset), name), offset };
      case "assert_return":
        return this.assertReturn(offset);
      case "assert_trap":
      case "assert_exhaustion":
        return this.assertTrap(name, offset);
      case "assert_invalid":
      case "assert_malformed":
      case "assert_unlinkable":
        return this.assertModule(name, offset);
      default:
        return undefined;
    }
  }

  /** The rest of a module whose `(module` was taken. */
  private module(offset: number): ScriptModule {
    const { tokens } = this;
    let next = tokens.peek();
    const name = next.kind === "atom" && next.text.startsWith("$") ? next.text : null;
    if (name !== null) {
      tokens.next();
      next = tokens.peek();
    }
    if (next.kind === "atom" && (next.text === "binary" || next.text === "quote")) {
      tokens.next();
      return { form: next.text, name, bytes: this.strings(offset), offset };
    }
    const end = skipList(tokens, offset);
    return { form: "text", name, bytes: bytesOfText(tokens.source.slice(offset, end)), offset };
  }

  private strings(offset: number): Uint8Array {
    const parts = restOfList(this.tokens, offset).items.map((item) => {
      if (item.kind !== "string") return this.tokens.fail("expected a string", item.start);
      return item.bytes;
    });
    return Buffer.concat(parts);
  }

  private register(offset: number): Command {
    const { items } = restOfList(this.tokens, offset);
    const [as, module] = items;
    if (as?.kind !== "string" || items.length > 2) return this.tokens.fail("expected a name to register", offset);
    return { kind: "register", as: utf8(as.bytes), module: this.moduleName(module), offset };
  }

  private moduleName(node: Node | undefined): string | null {
    if (node === undefined) return null;
    if (node.kind !== "atom" || !node.text.startsWith("$")) return this.tokens.fail("expected a $name", node.start);
    return node.text;
  }

  private assertReturn(offset: number): Command {
    const action = this.nestedAction();
    const expected = restOfList(this.tokens, offset).items.map((item) => this.known(readExpected(item), item));
    return { kind: "assert_return", action, expected, offset };
  }

  private assertTrap(kind: "assert_trap" | "assert_exhaustion", offset: number): Command {
    const { start, name } = this.opened();
    const of = name === "module" ? this.module(start) : this.action(restOfList(this.tokens, start), name);
    return { kind, of, message: this.message(offset), offset };
  }

  private assertModule(kind: "assert_invalid" | "assert_malformed" | "assert_unlinkable", offset: number): Command {
    const { start, name } = this.opened();
    if (name !== "module") this.tokens.fail("expected a module", start);
    return { kind, module: this.module(start), message: this.message(offset), offset };
  }

  /** A parenthesis and the name after it. */
  private opened(): { readonly start: number; readonly name: string } {
    const open = this.tokens.next();
    const name = this.tokens.next();
    if (open.kind !== "(" || name.kind !== "atom") return this.tokens.fail("expected a list", open.start);
    return { start: open.start, name: name.text };
  }

  /** The message at the end of an assertion. */
  private message(offset: number): string {
    const [message, ...more] = restOfList(this.tokens, offset).items;
    if (message?.kind !== "string" || more.length > 0) return this.tokens.fail("expected one message", offset);
    return utf8(message.bytes);
  }

  private nestedAction(): Action {
    const { start, name } = this.opened();
    return this.action(restOfList(this.tokens, start), name);
  }

  private action({ items, start }: List, kind: string): Action {
    const named = items[0]?.kind === "atom";
    const module = this.moduleName(named ? items[0] : undefined);
    const [field, ...args] = named ? items.slice(1) : items;
    if (field?.kind !== "string") return this.tokens.fail("expected the name of an export", start);
    if (kind === "get" && args.length === 0) return { kind, module, field: utf8(field.bytes) };
    if (kind !== "invoke") return this.tokens.fail(`unknown action ${kind}`, start);
    return { kind, module, field: utf8(field.bytes), args: args.map((arg) => this.known(readValue(arg), arg)) };
  }

  private known<T>(value: T | undefined, node: Node): T {
    return value ?? this.tokens.fail("no value that is known", node.start);
  }
}

const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");
