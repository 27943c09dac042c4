/** The process in which one model is checked: a job comes as a message, and what was found goes back as messages. */

import { checkModel } from "./check-model.ts";
import type { Found, Job, Tier } from "./model.ts";

/** The tier first, as soon as it is known; then what was found. */
export type Message = { readonly tier: Tier } | { readonly found: Found };

process.once("message", (job: Job) => {
  const send = (message: Message, then = () => {}) => process.send?.(message, then);
  const found = checkModel(job, (tier) => send({ tier }));
  send({ found }, () => process.disconnect());
});
