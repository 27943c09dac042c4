/** Modules of the text format to binary ones, by wabt with the features of WebAssembly 2.0 and no other. */

import initWabt from "wabt";

/** Every feature that this version of wabt knows: one that is not named would have its default. */
const features = {
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  multi_value: true,
  bulk_memory: true,
  reference_types: true,
  exceptions: false,
  threads: false,
  function_references: false,
  tail_call: false,
  annotations: false,
  code_metadata: false,
  gc: false,
  memory64: false,
  multi_memory: false,
  extended_const: false,
  relaxed_simd: false,
};

/** The binary module of a text, not validated; or what is malformed in the text. */
export type Assembled = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string };

export type Assemble = (text: Uint8Array) => Assembled;

export async function assembler(): Promise<Assemble> {
  const wabt = await initWabt();
  return (text) => {
    try {
      // A copy: wabt reads the whole buffer that a view stands in.
      const module = wabt.parseWat("module.wat", Uint8Array.from(text), features);
      try {
        module.resolveNames();
        return { ok: true, bytes: withDataCount(Uint8Array.from(module.toBinary({ write_debug_names: false }).buffer)) };
      } finally {
        module.destroy();
      }
    } catch (error) {
      return { ok: false, message: (error as Error).message };
    }
  };
}

const CODE = 10;
const DATA = 11;

/**
 * The module with a data count of zero where it has code and no data section: wabt leaves that out, and a module whose code names a
 * data segment that is not there would be malformed instead of invalid.
 */
function withDataCount(module: Uint8Array): Uint8Array {
  const sections: { id: number; start: number }[] = [];
  for (let at = 8; at < module.length; ) {
    const start = at;
    let size = 0;
    let shift = 0;
    do size += ((module[++at] as number) & 0x7f) * 2 ** (7 * shift++);
    while ((module[at] as number) >= 0x80);
    sections.push({ id: module[start] as number, start });
    at += 1 + size;
  }
  const code = sections.find(({ id }) => id === CODE);
  if (code === undefined || sections.some(({ id }) => id === DATA)) return module;
  return Uint8Array.from([...module.subarray(0, code.start), 12, 1, 0, ...module.subarray(code.start)]);
}
