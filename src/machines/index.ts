/** The protocols, and their executable models by the name of their cfg in `spec/tla/`. */

import type { System } from "../lib/model.ts";
import { beaconModels } from "./beacon/models.ts";
import { beacon } from "./beacon/protocol.ts";
import { gsiModels } from "./gsi/models.ts";
import { gsi } from "./gsi/protocol.ts";
import { gsiBondsModels } from "./gsi-bonds/models.ts";
import { gsiBonds } from "./gsi-bonds/protocol.ts";
import { gsiDataModels } from "./gsi-data/models.ts";
import { gsiData } from "./gsi-data/protocol.ts";
import { logDkgModels } from "./log-dkg/models.ts";
import { logDkg } from "./log-dkg/protocol.ts";
import { nvmModels } from "./nvm/models.ts";
import { nvm } from "./nvm/protocol.ts";
import { simplexModels } from "./simplex/models.ts";
import { simplex } from "./simplex/protocol.ts";
import { simplexVotesModels } from "./simplex-votes/models.ts";
import { simplexVotes } from "./simplex-votes/protocol.ts";
import { thresholdBlsModels } from "./threshold-bls/models.ts";
import { thresholdBls } from "./threshold-bls/protocol.ts";

export const models: { readonly [name: string]: () => System<unknown> } = {
  ...(gsiModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(gsiBondsModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(gsiDataModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(logDkgModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(simplexModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(simplexVotesModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(thresholdBlsModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(beaconModels as unknown as { readonly [name: string]: () => System<unknown> }),
  ...(nvmModels as unknown as { readonly [name: string]: () => System<unknown> }),
};

/** What the gates compare of a protocol with its module: its actions, in order. */
export interface NamedProtocol {
  readonly module: string;
  readonly actions: { readonly [action: string]: unknown };
}

export const protocols: readonly NamedProtocol[] = [
  gsi,
  gsiBonds,
  gsiData,
  logDkg,
  simplex,
  simplexVotes,
  thresholdBls,
  beacon,
  nvm,
];
