/** Source texts, for excerpts in messages. */

import { readFileSync } from "node:fs";

/** The text of a file by the name that positions give it, where it can be read. */
export function readSource(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
