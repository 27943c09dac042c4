/** One kernel in a process of its own: `node nvm-process.js KERNEL ROUNDS` prints what it took as JSON. */

import { LIMITS, loadModule } from "nexus-reference/nvm";
import { SCHEDULE } from "nexus-reference/nvm/gas/schedule";
import { addInstance, type ExportAddress } from "nexus-reference/nvm/step/instantiate";
import { createMachine, Status } from "nexus-reference/nvm/step/machine";
import { invoke, results, run } from "nexus-reference/nvm/step/run";
import initWabt from "wabt";
import { FAMILIES } from "./nvm-gas-kernels.ts";
import { KERNELS, type Kernel } from "./nvm-kernels.ts";

/** Times of the processor, which others on the machine disturb less than the clock; `result` and `gas` are the same on every machine. */
export interface Taken {
  readonly result: number;
  readonly hostResult: number;
  readonly gas: number;
  readonly steps: number;
  readonly seconds: number;
  readonly hostSeconds: number;
}

interface HostWebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: { readonly run: (rounds: number) => number } };
}
const host = (globalThis as unknown as { WebAssembly: HostWebAssembly }).WebAssembly;

const GAS = 2 ** 50;
/** V8 is so much faster that its rounds are repeated to be measurable. */
const HOST_REPEATS = 5;

function processorSeconds(act: () => void): number {
  const before = process.cpuUsage();
  act();
  return process.cpuUsage(before).user / 1e6;
}

async function measure({ text }: Kernel, rounds: number): Promise<Taken> {
  const parsed = (await initWabt()).parseWat("kernel.wat", text);
  const bytes = new Uint8Array(parsed.toBinary({}).buffer);
  const m = createMachine(LIMITS, SCHEDULE);
  const instance = addInstance(m, loadModule(bytes), () => undefined);
  const func = (instance.exports.get("run") as ExportAddress).address;
  if (instance.init !== -1) {
    invoke(m, instance.init, [], GAS);
    run(m, GAS);
  }
  // The first invocations let V8 optimise the switch.
  for (const warm of [1, Math.ceil(rounds / 10)]) {
    invoke(m, func, [warm, 0], GAS);
    run(m, GAS);
  }
  invoke(m, func, [rounds, 0], GAS);
  const gasBefore = m.gas;
  let steps = 0;
  const seconds = processorSeconds(() => {
    steps = run(m, GAS);
  });
  if (m.status !== Status.returned) throw new Error(`the kernel ended with status ${m.status}`);
  const warm = 1 + Math.ceil(rounds / 10);
  const own = new host.Instance(new host.Module(bytes)).exports;
  own.run(warm);
  let hostResult = own.run(rounds);
  const hostSeconds = processorSeconds(() => {
    for (let i = 1; i < HOST_REPEATS; i++) own.run(rounds);
  });
  // The same calls on a fresh instance: what a kernel leaves in memory is part of its result.
  const fresh = new host.Instance(new host.Module(bytes)).exports;
  for (const each of [1, Math.ceil(rounds / 10), rounds]) hostResult = fresh.run(each);
  return {
    result: results(m)[0] as number,
    hostResult,
    gas: gasBefore - m.gas,
    steps,
    seconds,
    hostSeconds: hostSeconds / (HOST_REPEATS - 1),
  };
}

const [name, rounds] = process.argv.slice(2) as [string, string];
const kernel = KERNELS[name] ?? FAMILIES[name];
if (kernel === undefined) throw new Error(`no kernel is named ${name}`);
process.stdout.write(JSON.stringify(await measure(kernel, Number(rounds))));
