/** What an invocation's host does: it begins, answers, ends and settles. In the order of MachineNext of `spec/tla/Nvm.tla`. */

import { invoked, resumed } from "../../nvm/step/immutable/host.ts";
import { least } from "../../nvm/step/immutable/words.ts";
import type { Stepped } from "../protocol.ts";
import { deployedOf, stepOf, stepperState, taken } from "./rule.ts";
import type { Constants, Effect, State } from "./types.ts";

type Step<R extends string> = Stepped<State, Effect, R>;

/**
 * What the next step must pay is more than there is.
 * @spec Nvm!OutOfGas
 */
export function OutOfGas(c: Constants, s: State): Step<"not-running" | "affordable"> {
  if (s.status !== "running") return "not-running";
  const next = stepOf(c, s);
  return next.status === "out of gas" ? [next, []] : "affordable";
}

/**
 * The host answers with the word `w` and asks the gas `c` for it.
 * @spec Nvm!HostReturn
 */
export function HostReturn(
  constants: Constants,
  s: State,
  { w, c }: { readonly w: number; readonly c: number },
): Step<"no-host-call" | "no-word"> {
  if (s.status !== "host") return "no-host-call";
  const limit = -least(constants.width);
  if (w < -limit || w >= limit) return "no-word";
  return [taken(constants, s, resumed(deployedOf(constants, s).code, stepperState(s), [w, 0], c)), []];
}

/**
 * The guest has asked its host to end it, with a code.
 * @spec Nvm!HostExit
 */
export function HostExit(_: Constants, s: State, { n }: { readonly n: number }): Step<"no-host-call"> {
  if (s.status !== "host") return "no-host-call";
  return [{ ...inactive(s), status: "exited", store: n === 0 ? s.store : s.checkpoint.store }, []];
}

/**
 * An invocation with so much gas.
 * @spec Nvm!Invoke
 */
export function Invoke(
  c: Constants,
  s: State,
  { args, g }: { readonly args: readonly number[]; readonly g: number },
): Step<"not-ended"> {
  if (!ENDED.has(s.status)) return "not-ended";
  const words = args.flatMap((word) => [word, 0]);
  const next = taken(c, s, invoked(deployedOf(c, s).code, stepperState(s), c.shell.hosts.length, words, g));
  return [{ ...next, results: [], checkpoint: { store: s.store, gas: g } }, []];
}

const ENDED: ReadonlySet<string> = new Set(["idle", "committed", "rolled back", "exited"]);

/**
 * What has returned is committed; what has trapped or run out of gas pays its limit and leaves no trace.
 * @spec Nvm!Settle
 */
export function Settle(_: Constants, s: State): Step<"nothing-to-settle"> {
  if (s.status === "returned") return [{ ...inactive(s), status: "committed" }, []];
  if (s.status !== "trapped" && s.status !== "out of gas") return "nothing-to-settle";
  return [{ ...inactive(s), status: "rolled back", store: s.checkpoint.store, gas: 0 }, []];
}

/** Without activations. */
const inactive = (s: State): State => ({ ...s, frames: null, callee: -1, stackBytes: 0, pending: false });
