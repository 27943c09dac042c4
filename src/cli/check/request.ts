/** What a command line of `nexus check` asks. */

import { NexusError } from "../../lib/errors.ts";
import type { Entry, Manifest } from "../codec.ts";
import { defaultSpecDir } from "../files.ts";
import type { Parsed } from "../flags.ts";
import { readManifest, selectEntries } from "../manifest.ts";
import type { Mode } from "../outcome.ts";
import type { checkFlags } from "./flags.ts";

export interface Request {
  readonly specDir: string;
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
  readonly mode: Mode;
}

/** Throws {@link NexusError} for flags that exclude each other and for names that are unknown. */
export function requestOf({ values, positionals }: Parsed<typeof checkFlags>): Request {
  const modes = (["spec", "code", "lockstep"] as const).filter((name) => values[name] === true);
  if (modes.length > 1) {
    throw new NexusError("bad-flag", `--${modes.join(" and --")} exclude each other`, { hint: "leave out all but one" });
  }
  const [mode] = modes;
  if (values.accept === true && (mode === "spec" || mode === "code")) {
    throw new NexusError("bad-flag", "--accept needs the whole check", { hint: `leave out --${mode}` });
  }
  const specDir = values["spec-dir"] ?? defaultSpecDir;
  const manifest = readManifest(specDir);
  const kinds: readonly Entry["kind"][] =
    mode === "spec"
      ? ["lockstep", "spec", "broken"]
      : mode === undefined
        ? ["lockstep", "spec", "refinement", "broken"]
        : ["lockstep"];
  const selection = { modules: positionals, models: values.model ?? [], all: values.all === true, kinds };
  return {
    specDir,
    manifest,
    entries: selectEntries(manifest, selection),
    mode: mode === "lockstep" || mode === undefined ? "kind" : mode,
  };
}

/** How many models of tier full the names would have selected. */
export function unselected({ models }: Manifest, entries: readonly Entry[], modules: readonly string[]): number {
  const asked = models.filter(({ module }) => modules.length === 0 || modules.includes(module));
  return asked.filter((entry) => entry.tier === "full" && !entries.includes(entry)).length;
}
