/** References as they are in the machine's words: null is 0, a function one more than its index. */

import { HOOKS } from "./rewrite.ts";

/** A function of WebAssembly in the host, whose name is its index: https://webassembly.github.io/spec/js-api/#exported-functions */
export type FuncRef = (...args: readonly unknown[]) => unknown;

export const refWord = (ref: FuncRef | null): number => (ref === null ? 0 : 1 + Number(ref.name) - HOOKS.length);

export const refText = (ref: FuncRef | null): string => refWord(ref).toString(16);
