/** What a command line of `nexus check` asks. */

import { NexusError } from "../../lib/errors.ts";
import type { Entry, Manifest } from "../codec.ts";
import { defaultSpecDir } from "../files.ts";
import type { Parsed } from "../flags.ts";
import { readManifest, selectEntries } from "../manifest.ts";
import type { Mode } from "../outcome.ts";
import type { Way } from "../way.ts";
import type { checkFlags } from "./flags.ts";
import { type CheckValues, modeOf, wayOf } from "./way.ts";

export interface Request {
  readonly specDir: string;
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  readonly mode: Mode;
  readonly way: Way;
}

/** Throws {@link NexusError} for flags that exclude each other and for names that are unknown. */
export function requestOf({ values, positionals }: Parsed<typeof checkFlags>): Request {
  const modes = (["spec", "code", "lockstep"] as const).filter((name) => values[name] === true);
  if (modes.length > 1) {
    throw new NexusError("bad-flag", `--${modes.join(" and --")} exclude each other`, { hint: "leave out all but one" });
  }
  const [mode] = modes;
  const way = wayOf(values);
  requireWhole(values, mode);
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const manifest = readManifest(specDir);
  const kinds: readonly Entry["kind"][] =
    mode === "spec"
      ? ["lockstep", "spec", "broken"]
      : mode === undefined
        ? ["lockstep", "spec", "refinement", "broken"]
        : ["lockstep"];
  const selection = { modules: positionals, models: values.model ?? [], all: values.all === true, kinds };
  const entries = selectEntries(manifest, selection);
  return {
    specDir,
    manifest,
    entries,
    mode: modeOf(values, mode === "lockstep" || mode === undefined ? "kind" : mode, entries),
    way,
  };
}

/** Pins are of whole checks, and of orbits, which have a pin of their own. */
function requireWhole(values: CheckValues, mode: string | undefined): void {
  if (values.accept !== true) return;
  const part = (["simulate", "dfs", "fingerprint", "workers"] as const).find((name) => values[name] !== undefined);
  const world = mode === "spec" || (mode === "code" && values.symmetry !== true) ? mode : undefined;
  const flag = part ?? world;
  if (flag === undefined) return;
  throw new NexusError("bad-flag", "--accept needs the whole check", { hint: `leave out --${flag}` });
}

/** How many models of tier full the names would have selected. */
export function unselected({ models }: Manifest, entries: readonly Entry[], modules: readonly string[]): number {
  const asked = models.filter(({ module }) => modules.length === 0 || modules.includes(module));
  return asked.filter((entry) => entry.tier === "full" && !entries.includes(entry)).length;
}
