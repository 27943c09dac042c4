/** The part of the host's WebAssembly that the vectors are made with; the types of Node have none. */

import type { FuncRef } from "./references.ts";

export interface HostTable {
  readonly length: number;
  readonly get: (index: number) => FuncRef | null;
}

export interface HostInstance {
  readonly exports: { readonly [name: string]: unknown };
}

interface HostWebAssembly {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly [module: string]: { readonly [name: string]: unknown } },
  ) => HostInstance;
  readonly RuntimeError: new (message: string) => Error;
  readonly validate: (bytes: Uint8Array) => boolean;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: HostWebAssembly }).WebAssembly;
