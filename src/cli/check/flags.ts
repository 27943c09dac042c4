/** The flags of `nexus check`. */

import { tlcFlags } from "../tlc/flags.ts";
import { helpFlag } from "../verb.ts";

export const checkFlags = {
  model: { type: "string", multiple: true, placeholder: "M", about: "only this model, of any tier; may be repeated" },
  all: { type: "boolean", about: "also the models of tier full" },
  spec: { type: "boolean", about: "only the spec's graph" },
  code: { type: "boolean", about: "only the code's graph" },
  lockstep: { type: "boolean", about: "only models that compare spec and code" },
  workers: { type: "string", placeholder: "N", about: "threads of one exploration; the counts are the same with any number" },
  dfs: { type: "boolean", about: "depth-first: all states, and counterexamples that need not be the shortest" },
  simulate: {
    type: "string",
    placeholder: "N",
    fallback: "10000",
    about: "draw N random behaviours, 10_000 unless told; finding nothing is inconclusive",
  },
  seed: { type: "string", placeholder: "N", about: "the seed of a simulation; drawn and printed unless told" },
  "max-steps": { type: "string", placeholder: "N", about: "steps of a simulated behaviour, at most; 100 unless told" },
  symmetry: { type: "boolean", about: "with --code: one state of each orbit of the model's symmetry; safety only" },
  fingerprint: {
    type: "boolean",
    about: "store 64-bit fingerprints instead of states, and print the probability that one was missed",
  },
  "max-states": { type: "string", placeholder: "N", about: "states of one graph; more makes it inconclusive (500_000, 2M)" },
  "max-memory": {
    type: "string",
    placeholder: "BYTES",
    about: "bytes for the states of one graph (500M, 2GiB); half of the memory unless told",
  },
  resume: { type: "string", placeholder: "FILE", about: "go on with a run that was interrupted or met a limit" },
  checkpoint: {
    type: "string",
    placeholder: "FILE",
    about: "where a run that ends before its end is kept; nexus.checkpoint unless told",
  },
  jobs: { type: "string", placeholder: "N", about: "models to check at a time; as many as there are cores unless told" },
  bail: { type: "boolean", about: "start no model after one that is not as pinned" },
  ...tlcFlags,
  "out-itf": { type: "string", placeholder: "FILE", about: "write the first counterexample as an ITF trace" },
  certificate: {
    type: "string",
    placeholder: "FILE",
    about: "write a certificate of one world of the one model, for nexus recheck",
  },
  junit: { type: "string", placeholder: "FILE", about: "write JUnit's XML, for build servers" },
  markdown: {
    type: "string",
    placeholder: "FILE",
    about: "write a summary in Markdown; appended where FILE is $GITHUB_STEP_SUMMARY",
  },
  sarif: { type: "string", placeholder: "FILE", about: "write SARIF 2.1.0, for annotations at the lines of spec and code" },
  json: { type: "boolean", about: "one JSON document instead of the table" },
  accept: { type: "boolean", about: "write the figures that were found into the manifest" },
  "spec-dir": { type: "string", placeholder: "DIR", about: "a directory of specs with a manifest.json" },
  help: helpFlag,
} as const;
