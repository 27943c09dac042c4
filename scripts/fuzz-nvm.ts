/** `npm run fuzz:nvm`: random modules on the step machine and on the host's WebAssembly. */

import { ExitCode } from "nexus-reference/lib/errors";
import { command, positive, type Values, whole } from "./command.ts";
import { fuzz } from "./fuzz-nvm/fuzz.ts";

const help = `Random modules on the step machine and on the host's WebAssembly.

  npm run fuzz:nvm -- --modules 1000 --seed 7   modules of the seeds 7, 8 and so on
  npm run fuzz:nvm -- --modules 1 --seed 41     one of them again

Each exported function is called twice; how calls end and what they record must be equal. Without --seed one is drawn and printed.

Exit codes: 0 all equal, 1 a difference, 2 usage.`;

const options = { modules: { type: "string", default: "300" }, seed: { type: "string" } } as const;

async function main(values: Values<typeof options>): Promise<ExitCode> {
  const modules = positive("modules", values.modules);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 30) : whole("seed", values.seed);
  console.log(`npm run fuzz:nvm -- --modules ${modules} --seed ${seed}`);
  const { calls, trapped, steps, exhausted, refused, foreign, wrong, ...rest } = await fuzz(seed, modules);
  const count = (value: number) => value.toLocaleString("en-US");
  console.log(`${count(rest.modules)} modules, ${count(calls)} calls, ${count(trapped)} of them trapped, ${count(steps)} steps`);
  console.log(
    `${count(exhausted)} modules left for want of stack, ${count(refused)} beyond the limits, ${count(foreign)} beyond WebAssembly 2.0`,
  );
  for (const each of wrong)
    console.error(`seed ${each.seed}: ${each.why}\n  npm run fuzz:nvm -- --modules 1 --seed ${each.seed}`);
  return wrong.length === 0 ? ExitCode.ok : ExitCode.violated;
}

await command(help, options, main);
