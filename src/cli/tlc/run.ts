/** Runs a model in TLC, bounded in time and output. Nothing of it stays behind. */

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { ExitCode, NexusError } from "../../lib/errors.ts";
import { readTlc, type TlcFinding } from "./output.ts";

export interface TlcTask {
  readonly file: string;
  readonly config: string;
  /** Directories for modules that do not stand beside the root. */
  readonly libraries: readonly string[];
  readonly checkDeadlock: boolean;
  /** After so many seconds TLC is ended, and the run is `inconclusive`. */
  readonly seconds: number;
  readonly signal?: AbortSignal;
}

export type TlcRun = TlcFinding & { readonly seconds: number };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Of one run's output; a trace of that size helps nobody. In characters. */
const MOST_OUTPUT = 2 ** 26;

/**
 * The class path of TLC: what `TLA2TOOLS_JAR` names, one jar or several. Throws {@link NexusError} `no-tlc` where there is none.
 */
export function tlcPath({ TLA2TOOLS_JAR: jars = "" }: Environment): string {
  const paths = jars.split(delimiter).filter((path) => path !== "");
  const missing = paths.find((path) => !existsSync(path));
  if (paths.length > 0 && missing === undefined) return paths.map((path) => resolve(path)).join(delimiter);
  const what = missing === undefined ? "TLA2TOOLS_JAR is not set" : `TLA2TOOLS_JAR names ${missing}, which is not there`;
  throw new NexusError("no-tlc", `TLC cannot be run: ${what}`, {
    hint: "set it to a tla2tools.jar, from https://github.com/tlaplus/tlaplus/releases",
    exit: ExitCode.environment,
  });
}

/** Runs a model. Throws {@link NexusError} `no-tlc` or `no-java` where TLC cannot be run. */
export async function runTlc(task: TlcTask, env: Environment): Promise<TlcRun> {
  const classPath = tlcPath(env);
  const scratch = await mkdtemp(join(tmpdir(), "nexus-tlc-"));
  const start = performance.now();
  try {
    const { output, status, cut } = await ended(argumentsOf(task, classPath, scratch), scratch, task, env);
    const seconds = (performance.now() - start) / 1000;
    if (cut === undefined) return { ...readTlc(output, status), seconds };
    const { version } = readTlc(output, null);
    return { ...(version === undefined ? {} : { version }), verdict: "inconclusive", message: cut, seconds };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function argumentsOf({ file, config, libraries, checkDeadlock }: TlcTask, classPath: string, scratch: string): readonly string[] {
  const modules = [dirname(file), ...libraries].map((directory) => resolve(directory));
  return [
    "-XX:+UseParallelGC",
    `-DTLA-Library=${modules.join(delimiter)}`,
    ...["-cp", classPath, "tlc2.TLC", "-tool", "-noGenerateSpecTE", "-workers", "1"],
    ...["-metadir", join(scratch, "states"), "-config", resolve(config)],
    ...(checkDeadlock ? [] : ["-deadlock"]),
    resolve(file),
  ];
}

interface Ended {
  readonly output: string;
  readonly status: number | null;
  /** Why it was ended from here. */
  readonly cut?: string;
}

function ended(args: readonly string[], cwd: string, { seconds, signal }: TlcTask, env: Environment): Promise<Ended> {
  return new Promise((settle, fail) => {
    const java = env["JAVA_HOME"] === undefined ? "java" : join(env["JAVA_HOME"], "bin", "java");
    const child = spawn(java, args, { cwd, env, stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    let cut: string | undefined;
    const end = (why: string): void => {
      cut ??= why;
      child.kill("SIGKILL");
    };
    const timer = setTimeout(() => end(`TLC was ended after ${seconds} s`), 1000 * seconds);
    const stop = () => end("TLC was interrupted");
    signal?.addEventListener("abort", stop);
    if (signal?.aborted === true) stop();
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      if (output.length + text.length <= MOST_OUTPUT) output += text;
      else end("TLC printed too much");
    });
    child.on("error", (cause) => {
      clearTimeout(timer);
      fail(noJava(java, cause));
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      settle({ output, status, ...(cut === undefined ? {} : { cut }) });
    });
  });
}

function noJava(java: string, cause: Error): NexusError {
  return new NexusError("no-java", `TLC cannot be run: ${java} cannot be started (${cause.message})`, {
    hint: "install Java 11 or later, or set JAVA_HOME",
    exit: ExitCode.environment,
    cause,
  });
}
