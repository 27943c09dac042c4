/** `nexus nvm`: WebAssembly modules on the NVM. */

import { ExitCode, NexusError } from "../../lib/errors.ts";
import { parseFlags } from "../flags.ts";
import { helpFlag, type Verb, type Verbs, verbHelp, verbNamed } from "../verb.ts";

const verbs: Verbs = new Map([
  ["inspect", async () => (await import("./inspect.ts")).inspect],
  ["run", async () => (await import("./run.ts")).run],
  ["debug", async () => (await import("./debug.ts")).debug],
]);

const names = [...verbs.keys()].join("|");

export const nvm: Verb = {
  name: "nvm",
  summary: "Looks into WebAssembly modules as the NVM sees them, and runs them.",
  usage: `nexus nvm ${names} FILE.wasm`,
  about: [
    "  inspect  what a module imports, exports and defines, or why it is refused",
    "  run      calls an exported function on the step machine, with gas",
    "  debug    goes through such a call step by step, forward and backward",
    "nexus nvm inspect --help lists its flags; so do the others.",
  ],
  flags: { help: helpFlag },
  examples: [
    ["nexus nvm inspect app.wasm", "imports, exports and functions"],
    ["nexus nvm inspect app.wasm --function main", "the instructions of a function"],
    ["nexus nvm run app.wasm --invoke main 7", "the results of main(7)"],
  ],
  run: async ([verb, ...argv], io) => {
    if (verb === "--help" || verb === "-h") {
      io.out(verbHelp(nvm));
      return ExitCode.ok;
    }
    if (verb?.startsWith("-") === true) parseFlags(nvm.flags, [verb]);
    if (verb === undefined) {
      throw new NexusError("bad-argument", `nvm needs a verb: ${names}`, { hint: "nexus help nvm explains them" });
    }
    return (await verbNamed(verbs, "nvm verb", verb)).run(argv, io);
  },
};
