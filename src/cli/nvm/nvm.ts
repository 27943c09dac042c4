/** `nexus nvm`: WebAssembly modules on the NVM. */

import type { Verbs } from "../verb.ts";
import { verbGroup } from "../verb-group.ts";

const verbs: Verbs = new Map([
  ["inspect", async () => (await import("./inspect.ts")).inspect],
  ["run", async () => (await import("./run.ts")).run],
  ["debug", async () => (await import("./debug.ts")).debug],
]);

const names = [...verbs.keys()].join("|");

export const nvm = verbGroup(
  {
    name: "nvm",
    summary: "Looks into WebAssembly modules as the NVM sees them, and runs them.",
    usage: `nexus nvm ${names} FILE.wasm`,
    about: [
      "  inspect  what a module imports, exports and defines, or why it is refused",
      "  run      calls an exported function on the step machine, with gas",
      "  debug    goes through such a call step by step, forward and backward",
      "nexus nvm inspect --help lists its flags; so do the others.",
    ],
    examples: [
      ["nexus nvm inspect app.wasm", "imports, exports and functions"],
      ["nexus nvm inspect app.wasm --function main", "the instructions of a function"],
      ["nexus nvm run app.wasm --invoke main 7", "the results of main(7)"],
    ],
  },
  verbs,
);
