/** The part of the host's WebAssembly that fuzzing uses; the types of Node have none. */

export interface HostInstance {
  readonly exports: { readonly [name: string]: unknown };
}

export type HostImports = { readonly [module: string]: unknown };

interface HostWebAssembly {
  readonly Module: (new (
    bytes: Uint8Array,
  ) => object) & { readonly imports: (module: object) => readonly { readonly module: string }[] };
  readonly Instance: new (module: object, imports: HostImports) => HostInstance;
  readonly compile: (bytes: Uint8Array) => Promise<object>;
  readonly instantiate: (module: object, imports: HostImports) => Promise<HostInstance>;
}

export const webAssembly = (globalThis as unknown as { WebAssembly: HostWebAssembly }).WebAssembly;
