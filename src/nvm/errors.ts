/** Why a module is refused. */

import { NexusError } from "../lib/errors.ts";

/**
 * What is wrong with a module: its bytes are no module; it is one and breaks a rule of validation; it is larger than what this machine
 * runs; or what it imports is not there or of another type.
 */
export type ModuleErrorCode = "malformed-module" | "invalid-module" | "limit-exceeded" | "unlinkable-module";

/** A refused module: the rule that it breaks, in the words of the specification's own tests where they have some, and where. */
export class ModuleError extends NexusError {
  override readonly code: ModuleErrorCode;
  readonly rule: string;
  /** The byte offset in the module. */
  readonly offset: number;

  constructor(code: ModuleErrorCode, rule: string, offset: number, { detail, hint }: { detail?: string; hint?: string } = {}) {
    const what = detail === undefined ? rule : `${rule}: ${detail}`;
    super(code, `${what} (at byte ${hex(offset)})`, hint === undefined ? {} : { hint });
    this.code = code;
    this.rule = rule;
    this.offset = offset;
  }
}

/** `0x1f`, as byte offsets and opcodes are written. */
export const hex = (value: number): string => `0x${value.toString(16).padStart(2, "0")}`;

/** How much of a name a message shows. */
const SHOWN = 80;

/** A name in quotes, cut where it is long: names come from outside. */
export const quoted = (name: string): string => JSON.stringify(name.length > SHOWN ? `${name.slice(0, SHOWN)}...` : name);
