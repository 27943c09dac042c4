/** Model configurations: the cfg files that TLC reads (Specifying Systems, 14.7.1, and later additions). */

import { closest } from "../lib/edit-distance.ts";
import { NexusError } from "../lib/errors.ts";
import type { SourceRange } from "../lib/source.ts";
import type { Config, ConfigValue, ConstantAssignment, Identifier } from "./ast.ts";
import { type Token, tokenizeText } from "./lexer.ts";
import { maximalNesting } from "./parser/state.ts";

/** Statements that name one definition and may stand once. */
const single = {
  SPECIFICATION: "specification",
  INIT: "init",
  NEXT: "next",
  SYMMETRY: "symmetry",
  VIEW: "view",
  ALIAS: "alias",
  POSTCONDITION: "postcondition",
} as const;

/** Statements that name any number of definitions and may be repeated. */
const lists = {
  INVARIANT: "invariants",
  INVARIANTS: "invariants",
  PROPERTY: "properties",
  PROPERTIES: "properties",
  CONSTRAINT: "constraints",
  CONSTRAINTS: "constraints",
  ACTION_CONSTRAINT: "actionConstraints",
  ACTION_CONSTRAINTS: "actionConstraints",
} as const;

const constantWords = ["CONSTANT", "CONSTANTS"];
const statements = [...Object.keys(single), ...Object.keys(lists), ...constantWords, "CHECK_DEADLOCK"];

type SingleField = (typeof single)[keyof typeof single];
type ListField = (typeof lists)[keyof typeof lists];

/**
 * Parses a cfg file.
 *
 * @throws NexusError `cfg-parse` at the first token that does not fit.
 */
export function parseConfig(file: string, source: string): Config {
  return new ConfigParser(file, source).run();
}

class ConfigParser {
  readonly file: string;
  readonly tokens: readonly Token[];
  index = 0;
  readonly singles: { [Field in SingleField]?: Identifier } = {};
  readonly named: Record<ListField, Identifier[]> = { invariants: [], properties: [], constraints: [], actionConstraints: [] };
  readonly constants: ConstantAssignment[] = [];
  checkDeadlock: boolean | undefined;

  constructor(file: string, source: string) {
    this.file = file;
    this.tokens = tokenizeText(file, source, "cfg-parse");
  }

  run(): Config {
    while (this.token().kind !== "endOfFile") this.statement();
    const { file, singles, named, constants, checkDeadlock = true } = this;
    return { file, ...singles, ...named, constants, checkDeadlock };
  }

  token(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  at(token: Token): SourceRange {
    return {
      file: this.file,
      start: { line: token.line, column: token.column },
      end: { line: token.line, column: token.endColumn },
    };
  }

  since(first: Token): SourceRange {
    return { ...this.at(first), end: this.at(this.token(-1)).end };
  }

  fail(token: Token, expected: string, hint?: string): never {
    const found = token.kind === "endOfFile" ? token.text : `\`${token.text}\``;
    throw new NexusError("cfg-parse", `found ${found}, ${expected}`, {
      at: this.at(token),
      ...(hint === undefined ? {} : { hint }),
    });
  }

  isStatement(token: Token): boolean {
    return (token.kind === "identifier" || token.kind === "keyword") && statements.includes(token.text);
  }

  statement(): void {
    const keyword = this.token();
    const { text } = keyword;
    if (!this.isStatement(keyword)) {
      const near = closest(text, statements);
      this.fail(
        keyword,
        "expected a statement such as SPECIFICATION, CONSTANT or INVARIANT",
        near === undefined ? undefined : `did you mean \`${near}\`?`,
      );
    }
    this.index++;
    if (text in single) this.single(keyword, single[text as keyof typeof single]);
    else if (text in lists) this.list(lists[text as keyof typeof lists]);
    else if (text === "CHECK_DEADLOCK") this.deadlock(keyword);
    else while (this.token().kind !== "endOfFile" && !this.isStatement(this.token())) this.constants.push(this.assignment());
  }

  single(keyword: Token, field: SingleField): void {
    if (this.singles[field] !== undefined) this.fail(keyword, `expected ${keyword.text} once`);
    const token = this.token();
    if (token.kind !== "identifier" || this.isStatement(token))
      this.fail(token, `expected the name of a definition after ${keyword.text}`);
    this.singles[field] = this.name();
    const next = this.token();
    if (next.kind === "identifier" && !this.isStatement(next)) {
      const near = closest(next.text, statements);
      this.fail(next, `expected one name after ${keyword.text}`, near === undefined ? undefined : `did you mean \`${near}\`?`);
    }
  }

  list(field: ListField): void {
    while (this.token().kind === "identifier" && !this.isStatement(this.token())) this.named[field].push(this.name());
  }

  deadlock(keyword: Token): void {
    const token = this.token();
    if (this.checkDeadlock !== undefined) this.fail(keyword, "expected CHECK_DEADLOCK once");
    if (token.text !== "TRUE" && token.text !== "FALSE") this.fail(token, "expected TRUE or FALSE after CHECK_DEADLOCK");
    this.checkDeadlock = token.text === "TRUE";
    this.index++;
  }

  name(): Identifier {
    const token = this.token();
    this.index++;
    return { name: token.text, at: this.at(token) };
  }

  assignment(): ConstantAssignment {
    const first = this.token();
    if (first.kind !== "identifier" && first.kind !== "operator") this.fail(first, "expected the name of a constant");
    this.index++;
    if (this.accept("=")) {
      const module = this.ofModule();
      const value = this.value();
      return { kind: "value", name: first.text, value, at: this.since(first), ...module };
    }
    if (!this.accept("<-")) {
      const hint =
        this.token().text === "(" ? "values for single arguments are not supported; replace the operator with `<-`" : undefined;
      this.fail(this.token(), `expected \`=\` or \`<-\` after \`${first.text}\``, hint);
    }
    const module = this.ofModule();
    const by = this.definitionName("the name of a definition after `<-`");
    return { kind: "replacement", name: first.text, by, at: this.since(first), ...module };
  }

  /** `[Module]`, if it is there. */
  ofModule(): { readonly module?: string } {
    if (!this.accept("[")) return {};
    const module = this.definitionName("the name of a module");
    if (!this.accept("]")) this.fail(this.token(), "expected `]` after the name of a module");
    return { module };
  }

  definitionName(what: string): string {
    const token = this.token();
    if (token.kind !== "identifier" && token.kind !== "operator") this.fail(token, `expected ${what}`);
    this.index++;
    return token.text;
  }

  accept(text: string): boolean {
    const token = this.token();
    if (token.text !== text || (token.kind !== "symbol" && token.kind !== "operator")) return false;
    this.index++;
    return true;
  }

  value(depth = 0): ConfigValue {
    const first = this.token();
    if (!this.accept("{")) return this.element();
    if (depth >= maximalNesting) this.fail(first, `expected sets nested at most ${maximalNesting} levels deep`);
    const items: ConfigValue[] = [];
    if (this.accept("}")) return { kind: "set", items };
    do items.push(this.value(depth + 1));
    while (this.accept(","));
    if (!this.accept("}"))
      this.fail(this.token(), "expected `,` or `}` in a set", `the set opens at line ${first.line}, column ${first.column}`);
    return { kind: "set", items };
  }

  element(): ConfigValue {
    const token = this.token();
    if (token.text === "-" && token.kind === "operator") {
      this.fail(
        token,
        "expected a value: cfg files have no negative numbers",
        "define the number in the module and replace the constant with `<-`",
      );
    }
    if (token.kind !== "number" && token.kind !== "string" && token.kind !== "identifier") {
      this.fail(token, "expected a number, string, TRUE, FALSE, set or model value");
    }
    if (this.isStatement(token)) this.fail(token, "expected a value");
    this.index++;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "string") return { kind: "string", value: token.text };
    if (token.text === "TRUE" || token.text === "FALSE") return { kind: "boolean", value: token.text === "TRUE" };
    return { kind: "modelValue", name: token.text };
  }
}
