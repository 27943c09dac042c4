/** Random valid modules: binaryen's `wasm-opt -ttf` turns bytes into a module. The same bytes give the same module. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import { seededRandom } from "nexus-reference/lib/random";
import { type HostImports, type HostInstance, webAssembly } from "./web-assembly.ts";

/**
 * What WebAssembly 2.0 has and nothing else. `--denan` replaces computed NaNs by 0: their bits may differ between hosts, and would make
 * everything after them differ. What the machine makes of NaNs is the official suite's matter.
 */
const FLAGS = [
  "-ttf",
  "--denan",
  "--mvp-features",
  ...["simd", "bulk-memory", "bulk-memory-opt", "reference-types", "multivalue", "sign-ext", "nontrapping-float-to-int"].map(
    (feature) => `--enable-${feature}`,
  ),
  "--enable-mutable-globals",
];

type Main = (...environment: unknown[]) => void;

/** The tool runs in this process: starting it anew for each module would take most of the time. */
export class RandomModules {
  private readonly main: Main;
  private readonly file: string;
  private readonly require: NodeJS.Require;
  private readonly dir: string;
  private compiled: object | undefined;

  constructor() {
    this.require = createRequire(import.meta.url);
    this.file = this.require.resolve("binaryen/bin/wasm-opt");
    const source = readFileSync(this.file, "utf8").replace(/^#!.*\n/, "");
    const names = ["Module", "require", "process", "__filename", "__dirname", "module", "WebAssembly"];
    this.main = compileFunction(source, names, { filename: this.file }) as Main;
    this.dir = mkdtempSync(join(tmpdir(), "nexus-fuzz-"));
  }

  /** The module that a seed gives. Larger inputs give larger modules. */
  async module(seed: number): Promise<Uint8Array> {
    const random = seededRandom(seed);
    const input = join(this.dir, "input");
    const output = join(this.dir, "output.wasm");
    writeFileSync(
      input,
      Uint8Array.from({ length: 200 + Math.floor(random() * 3_000) }, () => random() * 256),
    );
    await this.run([input, ...FLAGS, "-o", output]);
    const bytes = new Uint8Array(readFileSync(output));
    rmSync(output);
    return bytes;
  }

  close(): void {
    rmSync(this.dir, { recursive: true });
  }

  private run(args: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      const settings = {
        arguments: [...args],
        print: () => {},
        printErr: () => {},
        postRun: resolve,
        onAbort: (what: unknown) => reject(new Error(`wasm-opt: ${what}`)),
        ...(this.compiled === undefined ? {} : { instantiateWasm: this.instantiate }),
      };
      this.main(settings, this.require, quiet(process), this.file, "", { exports: {} }, this.webAssembly());
    });
  }

  private readonly instantiate = (imports: HostImports, done: (instance: HostInstance) => void): void => {
    done(new webAssembly.Instance(this.compiled as object, imports));
  };

  /** The host's, but for keeping what it compiles. */
  private webAssembly(): unknown {
    const instantiate = async (bytes: Uint8Array<ArrayBuffer>, imports: HostImports) => {
      this.compiled = await webAssembly.compile(bytes);
      return { module: this.compiled, instance: await webAssembly.instantiate(this.compiled, imports) };
    };
    return new Proxy(webAssembly, {
      get: (target, key) => (key === "instantiate" ? instantiate : target[key as keyof typeof target]),
    });
  }
}

/** The process, whose exit code the tool must not set. */
const quiet = (real: NodeJS.Process): unknown =>
  new Proxy(real, {
    get: (target, key) => {
      const value: unknown = target[key as keyof NodeJS.Process];
      return typeof value === "function" ? value.bind(target) : value;
    },
    set: () => true,
  });
