/** The protocols whose two worlds are mutated. */

export interface MutatedModule {
  /** The TLA+ module, in `spec/tla/`. */
  readonly module: string;
  /** The machine's folder in `src/machines/`. */
  readonly folder: string;
  /** The files that hold logic, from the folder on, in the order in which their mutants are listed. */
  readonly files: readonly string[];
  /** The models that judge, the fastest first. A mutant survives only if it passes all of them. */
  readonly models: readonly string[];
  /**
   * Only some are judged, not one for each place in the sources: those written by hand, or besides them one for each guard of an
   * action and of the environment, left out, which lockstep judges; alone, the first model does.
   */
  readonly only?: "named" | "guards";
  /** Each invariant has a wrong variant of the module that violates it, pinned in the manifest, so that no mutant need do so. */
  readonly hasVariants?: true;
}

export const mutatedModules: readonly MutatedModule[] = [
  {
    module: "Gsi",
    folder: "gsi",
    files: ["actions.ts", "ladder.ts", "world.ts", "protocol.ts"],
    models: ["MCGsiN4n4", "MCGsiN7n3", "MCGsiN7n4", "MCGsiN10n2"],
  },
  {
    module: "GsiBonds",
    folder: "gsi-bonds",
    files: ["money.ts", "actions.ts", "world.ts", "protocol.ts"],
    models: ["MCGsiBondsN4n3", "MCGsiBondsN5n2", "MCGsiBondsN4n2"],
  },
  {
    module: "GsiData",
    folder: "gsi-data",
    files: ["actions.ts", "coding.ts", "world.ts", "protocol.ts"],
    models: ["MCGsiDataN4n1", "MCGsiDataN4n4", "MCGsiDataN5n2bad", "MCGsiDataN5n2", "MCGsiDataN6n3"],
  },
  {
    module: "LogDkg",
    folder: "log-dkg",
    files: ["actions.ts", "ceremony.ts", "keyring.ts", "world.ts", "protocol.ts"],
    models: ["MCLogDkgN2", "MCLogDkgN2Chain", "MCLogDkgOneHolder", "MCLogDkgRefresh", "MCLogDkgTwoVictims"],
    only: "guards",
  },
  {
    module: "Simplex",
    folder: "simplex",
    files: ["core.ts", "knowledge.ts", "recovery.ts", "world.ts", "protocol.ts"],
    models: ["MCSimplexN3V1", "MCSimplexV1Good", "MCSimplexN1V3", "MCSimplexV1InTime", "MCSimplexBehind", "MCSimplexN2V3"],
  },
  {
    module: "SimplexVotes",
    folder: "simplex-votes",
    files: ["../simplex/vote-keeper.ts", "../simplex/member.ts", "../simplex/release.ts", "world.ts", "protocol.ts"],
    models: [
      "MCSimplexVotesN1",
      "MCSimplexVotesKinds",
      "MCSimplexVotesSigned",
      "MCSimplexVotesN2V2",
      "MCSimplexVotesB2",
      "MCSimplexVotesBehind",
    ],
  },
  {
    module: "ThresholdBls",
    folder: "threshold-bls",
    files: ["checks.ts", "actions.ts", "arithmetic.ts", "world.ts", "protocol.ts"],
    models: ["MCThresholdBlsN4t3", "MCThresholdBlsN4t2", "MCThresholdBlsN6t4"],
  },
  {
    module: "Beacon",
    folder: "beacon",
    files: ["rounds.ts", "actions.ts", "world.ts", "protocol.ts"],
    models: ["MCBeaconN3Good3", "MCBeaconN4Good2", "MCBeaconN3H3"],
  },
  {
    module: "Nvm",
    folder: "nvm",
    files: ["rule.ts", "host.ts"],
    models: ["MCNvmVariables", "MCNvmCalls", "MCNvmFirst", "MCNvmMemory", "MCNvmTables", "MCNvmControl", "MCNvmNesting"],
    only: "guards",
    hasVariants: true,
  },
];
