/** How the models name messages: by the one byte that the toy suite takes for the logarithm of their point. */

import type { Hex } from "./types.ts";

/** The message as text. */
export const messageText = (message: number): Hex => message.toString(16).padStart(2, "0");

/** The logarithm of the message's point; 0 where there is none. */
export const pointOf = (message: Hex | null): number => Number.parseInt(message ?? "00", 16);
