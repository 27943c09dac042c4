/** What the verbs of `nexus tla` have in common. */

import { NexusError } from "../../lib/errors.ts";

/** Flags that name the files of a model. */
export const tlaFlags = {
  config: { type: "string", placeholder: "FILE.cfg", about: "the model; the cfg file beside the module unless told" },
  library: {
    type: "string",
    multiple: true,
    placeholder: "DIR",
    about: "look here for modules that do not stand beside FILE.tla; may be repeated",
  },
} as const;

/** The one module that a verb is about. */
export function oneFile(verb: string, [path, ...more]: readonly string[]): string {
  if (path !== undefined && more.length === 0) return path;
  throw new NexusError("bad-argument", `${verb} needs one module`, { hint: `nexus help ${verb} shows how it is used` });
}
