/** Inputs of the machine by name, for tests. */

import { actOf, type AnyInput as InputOf } from "../testing-act.ts";
import { gsiBonds } from "./protocol.ts";

export type ActionName = keyof typeof gsiBonds.actions;

export type AnyInput = InputOf<ActionName>;

export const act = actOf(gsiBonds);
