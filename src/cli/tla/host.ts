/** What the modules of `nexus tla` may see of the world: files beside them, and standard error to print on. */

import { readFileSync, realpathSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import type { Host } from "../../tla/index.ts";

/**
 * Files are read from the directory of the root module and from `libraries`, and from nowhere else, by whatever name. The environment
 * is not shown: what a module prints may be read by others.
 */
export function hostOf(file: string, libraries: readonly string[], print: (text: string) => void): Host {
  const homes = [dirname(file), ...libraries];
  return {
    print,
    read: (name) => {
      for (const home of homes) {
        const text = readInside(home, name);
        if (text !== undefined) return text;
      }
      return undefined;
    },
  };
}

function readInside(home: string, name: string): string | undefined {
  try {
    const root = realpathSync(home);
    const real = realpathSync(resolve(root, name));
    return real.startsWith(root.endsWith(sep) ? root : root + sep) ? readFileSync(real, "utf8") : undefined;
  } catch (error) {
    if (
      ["ENOENT", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"].includes(
        (error as NodeJS.ErrnoException).code ?? "",
      )
    ) {
      return undefined;
    }
    throw error;
  }
}
