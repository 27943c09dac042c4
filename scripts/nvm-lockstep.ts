/** `npm run nvm:lockstep`: what the models of the NVM go through: programs, configurations, steps, and the step rules that are taken. */

import { ExitCode } from "nexus-reference/lib/errors";
import { byRule, RULES_IN_SCOPE, reached } from "nexus-reference/machines/nvm/census";
import { type Scope, scopes } from "nexus-reference/machines/nvm/models";
import { command, type Values } from "./command.ts";

const help = `What the models of the NVM go through, by the machine alone.

  npm run nvm:lockstep             the models of every run
  npm run nvm:lockstep -- --all    the nightly ones as well

That the machine and Nvm.tla are one in each of these configurations is what "nexus check Nvm" says.

Exit codes: 0 all rules in scope are taken, 1 some are not, 2 usage.`;

const options = { all: { type: "boolean", default: false } } as const;

const count = (value: number): string => value.toLocaleString("en-US");

const COLUMNS = [20, 13, 7, 10, 16, 9, 6];
const row = (...cells: readonly (string | number)[]): string =>
  cells
    .map((cell, i) => (i === 0 ? String(cell).padEnd(COLUMNS[i] as number) : String(cell).padStart(COLUMNS[i] as number)))
    .join("");

async function main({ all }: Values<typeof options>): Promise<ExitCode> {
  const chosen = Object.entries(scopes).filter(([, scope]) => all || scope.full === undefined);
  const taken = new Set<string>();
  const sums = { programs: 0, configurations: 0, steps: 0 };
  console.log(row("model", "instructions", "length", "programs", "configurations", "steps", "rules"));
  for (const [name, { grammar, maxLength }] of chosen as readonly (readonly [string, Scope])[]) {
    const of = reached(name);
    const rules = [...byRule(of).keys()];
    const programs = of.setting.constants.programs.length;
    for (const rule of rules) taken.add(rule);
    sums.programs += programs;
    sums.configurations += of.states.length;
    sums.steps += of.steps;
    console.log(
      row(name, grammar.alphabet.length, maxLength, count(programs), count(of.states.length), count(of.steps), rules.length),
    );
  }
  console.log(row("all", "", "", count(sums.programs), count(sums.configurations), count(sums.steps), taken.size));
  const missing = RULES_IN_SCOPE.filter((rule) => !taken.has(rule));
  console.log(`${RULES_IN_SCOPE.length - missing.length} of ${RULES_IN_SCOPE.length} rules in scope are taken`);
  if (missing.length > 0) console.error(`not taken: ${missing.join(", ")}`);
  return missing.length === 0 ? ExitCode.ok : ExitCode.violated;
}

await command(help, options, main);
