/** The size of the hot switch as V8's bytecode. Above a size V8 does not optimise a function, and the machine is some ten times slower. */

import { spawnSync } from "node:child_process";

/** V8's flag `max_optimized_bytecode_size`, 60 KiB unless set. */
export const MOST_BYTECODE = 60 * 1_024;

const SCRIPT = `import("./dist/nvm/step/generated/hot.js").then(({ runHot }) => { try { runHot(undefined, 0); } catch {} });`;

/** Bytes of the bytecode of `runHot`, as `node --print-bytecode` says. Run from the root, after a build. */
export function hotBytecode(): number {
  const flags = ["--print-bytecode", "--print-bytecode-filter=runHot"];
  const { stdout } = spawnSync(process.execPath, [...flags, "--input-type=module", "-e", SCRIPT], {
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  const length = /Bytecode length: (\d+)/.exec(stdout)?.[1];
  if (length === undefined) throw new Error("node printed no bytecode of runHot");
  return Number(length);
}
