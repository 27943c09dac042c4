/** Verbs that stand behind another verb: `nexus tla check`, `nexus nvm run`, `nexus trace validate`. */

import { ExitCode, NexusError } from "../lib/errors.ts";
import { parseFlags } from "./flags.ts";
import { helpFlag, type Verb, type Verbs, verbHelp, verbNamed } from "./verb.ts";

/** The verb in front: it has no flags but `--help`, and hands everything after the inner verb's name on. */
export function verbGroup(words: Pick<Verb, "name" | "summary" | "usage" | "about" | "examples">, verbs: Verbs): Verb {
  const { name } = words;
  const group: Verb = {
    ...words,
    flags: { help: helpFlag },
    run: async ([verb, ...argv], io) => {
      if (verb === "--help" || verb === "-h") {
        io.out(verbHelp(group));
        return ExitCode.ok;
      }
      if (verb?.startsWith("-") === true) parseFlags(group.flags, [verb]);
      if (verb === undefined) {
        throw new NexusError("bad-argument", `${name} needs a verb: ${[...verbs.keys()].join("|")}`, {
          hint: `nexus help ${name} explains them`,
        });
      }
      return (await verbNamed(verbs, `${name} verb`, verb)).run(argv, io);
    },
  };
  return group;
}
