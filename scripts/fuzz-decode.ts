/** `npm run fuzz:decode`: random and damaged modules for the NVM's decoder and validator. */

import { ExitCode } from "nexus-reference/lib/errors";
import { command, positive, type Values, whole } from "./command.ts";
import { fuzz, type Tally } from "./fuzz-decode/fuzz.ts";

const help = `Random and damaged modules for the NVM's decoder and validator.

  npm run fuzz:decode -- --inputs 1000000 --seed 7   so many inputs; the seed draws them
  npm run fuzz:decode -- --seed 7 --from 41 --inputs 1   one of them again

Each is accepted or refused with a reason; what is accepted, the host's WebAssembly accepts too. Without --seed one is drawn and printed.

Exit codes: 0 all of that held, 1 it did not, 2 usage.`;

const BATCH = 10_000;

const options = {
  inputs: { type: "string", default: "20000" },
  seed: { type: "string" },
  from: { type: "string", default: "0" },
} as const;

function main(values: Values<typeof options>): ExitCode {
  const inputs = positive("inputs", values.inputs);
  const from = whole("from", values.from);
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : whole("seed", values.seed);
  console.log(`seed ${seed}: npm run fuzz:decode -- --inputs ${inputs} --seed ${seed} --from ${from}`);
  const total: Tally = { inputs: 0, accepted: 0, refused: {}, hostOnly: new Map(), wrong: [] };
  for (let at = from; at < from + inputs && total.wrong.length === 0; at += BATCH) {
    add(total, fuzz({ seed, from: at, inputs: Math.min(BATCH, from + inputs - at) }));
    if (process.stderr.isTTY) console.error(`${total.inputs} inputs`);
  }
  print(total);
  for (const { number, why } of total.wrong) {
    console.error(`input ${number}: ${why}\n  npm run fuzz:decode -- --seed ${seed} --from ${number} --inputs 1`);
  }
  return total.wrong.length === 0 ? ExitCode.ok : ExitCode.violated;
}

function add(total: Tally, more: Tally): void {
  total.inputs += more.inputs;
  total.accepted += more.accepted;
  for (const [code, count] of Object.entries(more.refused)) {
    const key = code as keyof Tally["refused"];
    total.refused[key] = (total.refused[key] ?? 0) + count;
  }
  for (const [rule, count] of more.hostOnly) total.hostOnly.set(rule, (total.hostOnly.get(rule) ?? 0) + count);
  total.wrong.push(...more.wrong);
}

function print({ inputs, accepted, refused, hostOnly }: Tally): void {
  const number = (value: number) => value.toLocaleString("en-US");
  console.log(`${number(inputs)} inputs: ${number(accepted)} accepted, here and by the host`);
  for (const [code, count] of Object.entries(refused)) console.log(`  ${code} ${number(count)}`);
  for (const [rule, count] of hostOnly) console.log(`  refused here as "${rule}", accepted by the host: ${number(count)}`);
}

await command(help, options, main);
