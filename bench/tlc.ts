/** TLC on a model, with the processor time and the memory that its process takes. Linux only: both are read from `/proc`. */

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What TLC counted and took. */
export interface TlcRun {
  readonly distinct: number;
  readonly generated: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** Clock ticks per second in `/proc/PID/stat`: the same on every Linux that Node runs on. */
const TICKS = 100;
const LOOK_MILLISECONDS = 50;

/**
 * Runs TLC with one worker. `classPath` is tla2tools.jar, and with it the community modules where a model needs them; TLA_LIBRARY names
 * directories with other modules. Gives TLC's own words where it does not explore the model.
 */
export async function runTlc(classPath: string, module: string, config: string): Promise<TlcRun | string> {
  const metadir = mkdtempSync(join(tmpdir(), "bench-tlc-"));
  try {
    const library = process.env.TLA_LIBRARY === undefined ? [] : [`-DTLA-Library=${process.env.TLA_LIBRARY}`];
    const args = [
      "-XX:+UseParallelGC",
      ...library,
      "-cp",
      classPath,
      "tlc2.TLC",
      "-workers",
      "1",
      "-metadir",
      metadir,
      "-config",
      config,
    ];
    return await measured([...args, module], dirname(module));
  } finally {
    rmSync(metadir, { recursive: true, force: true });
  }
}

async function measured(args: readonly string[], cwd: string): Promise<TlcRun | string> {
  const child = spawn("java", args, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  let use = { cpuSeconds: 0, peakMiB: 0 };
  const look = setInterval(() => {
    use = useOf(child.pid) ?? use;
  }, LOOK_MILLISECONDS);
  try {
    await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  } finally {
    clearInterval(look);
  }
  const counts = [...said.matchAll(/^([\d,]+) states generated, ([\d,]+) distinct states found/gm)].at(-1);
  if (counts === undefined) return /^(Cannot find|Error:|\*\*\* ).*/m.exec(said)?.[0] ?? "no counts";
  const [generated, distinct] = counts.slice(1).map((digits) => Number(digits.replaceAll(",", ""))) as [number, number];
  return { distinct, generated, ...use };
}

/** What a process has taken so far; null where that cannot be read any more. */
function useOf(pid: number | undefined): Pick<TlcRun, "cpuSeconds" | "peakMiB"> | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name stands in brackets and may hold spaces; user and system time are the 14th and 15th fields.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const peak = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    if (peak === null) return null;
    return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, peakMiB: Number(peak[1]) / 1024 };
  } catch {
    return null;
  }
}
