/**
 * How large a module may be. The figures are part of what nodes agree on: they have a version and change only with it. Each is below
 * what the engines of today's browsers take (the limits that the WebAssembly JavaScript interface lists), so that no module passes here
 * and fails in a host; and together they bound what decoding and validating one byte may cost.
 */

import { ModuleError } from "./errors.ts";

export interface ModuleLimits {
  readonly version: number;
  /** Bytes of the module. */
  readonly moduleBytes: number;
  readonly types: number;
  /** Functions, those imported included. The same for tables and globals. */
  readonly functions: number;
  readonly tables: number;
  /** Decoded; a valid module has one at most. */
  readonly memories: number;
  readonly globals: number;
  readonly imports: number;
  readonly exports: number;
  readonly elementSegments: number;
  /** Elements of all segments together. */
  readonly elements: number;
  readonly dataSegments: number;
  readonly customSections: number;
  /** Bytes of a name of an import, an export or a custom section. */
  readonly nameBytes: number;
  /** Parameters of a function or block type. */
  readonly params: number;
  readonly results: number;
  /** Instructions of all functions and constant expressions together: what is kept of each takes more room than its bytes. */
  readonly instructions: number;
  /** Bytes of a function's code. */
  readonly functionBytes: number;
  /** Locals of a function, its parameters included. */
  readonly locals: number;
  /** Structured instructions inside each other. */
  readonly nesting: number;
  /** Labels of a `br_table`, without the default. */
  readonly brTable: number;
  /** Operands on the stack of a function, at most. */
  readonly operands: number;
  /** Pages of a memory, at its start and ever. A larger declared maximum is allowed and never reached. */
  readonly memoryPages: number;
  /** Elements of a table, in the same sense. */
  readonly tableElements: number;
  /** Bytes of the stack of an invocation. Checked at calls, not here: one function has less, at 16 bytes for each local and operand. */
  readonly stackBytes: number;
}

export const LIMITS: ModuleLimits = {
  version: 1,
  moduleBytes: 16_777_216,
  types: 100_000,
  functions: 100_000,
  tables: 1_000,
  memories: 1_000,
  globals: 100_000,
  imports: 10_000,
  exports: 50_000,
  elementSegments: 50_000,
  elements: 1_000_000,
  dataSegments: 50_000,
  customSections: 1_000,
  nameBytes: 16_384,
  params: 128,
  results: 128,
  instructions: 8_388_608,
  functionBytes: 2_097_152,
  locals: 10_000,
  nesting: 4_096,
  brTable: 32_768,
  operands: 10_000,
  memoryPages: 16_384,
  tableElements: 1_000_000,
  stackBytes: 1_048_576,
};

/** The limits that count something: all but the version. */
export type LimitName = Exclude<keyof ModuleLimits, "version">;

/** Refuses a module that has `count` of what a limit is about. */
export function exceeded(limits: ModuleLimits, limit: LimitName, count: number, offset: number): never {
  throw new ModuleError("limit-exceeded", `limit on ${limit} exceeded`, offset, {
    detail: `${count.toLocaleString("en-US")}, and at most ${limits[limit].toLocaleString("en-US")} are run`,
    hint: `version ${limits.version} of the limits, which spec/nvm.md lists`,
  });
}
