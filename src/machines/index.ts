/** The executable models, by the name of their cfg in `spec/tla/`. */

import type { System } from "../lib/model.ts";
import { gsiModels } from "./gsi/models.ts";

export const models: { readonly [name: string]: () => System<unknown> } = {
  ...(gsiModels as unknown as { readonly [name: string]: () => System<unknown> }),
};
