/** Errors of compilation and evaluation, with their position. */

import { NexusError } from "../../lib/errors.ts";
import type { SourceRange } from "../../lib/source.ts";

/** TLA+ that the compiler does not evaluate (yet). */
export function unsupported(what: string, at: SourceRange, hint?: string): never {
  throw new NexusError("tla-unsupported", `${what} cannot be evaluated`, { at, ...(hint === undefined ? {} : { hint }) });
}

/** Next is not in the form that lockstep needs. */
export function misshapen(message: string, at: SourceRange, hint: string): never {
  throw new NexusError("tla-shape", message, { at, hint });
}
