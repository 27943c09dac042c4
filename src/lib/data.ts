/** JSON-shaped, immutable data: what states, arguments and effects are made of. */
export type Data = null | boolean | number | string | readonly Data[] | { readonly [field: string]: Data };

/** A value without parts. */
export type Atom = null | boolean | number | string;

/**
 * A TLA+ value in the neutral notation of ITF, with integers as plain numbers: `{"#set": [...]}`, `{"#map": [[key, value], ...]}`
 * for functions, `{"#tup": [...]}` for sequences and tuples, plain objects for records, strings also for model values.
 * An abstraction produces it, the TLA+ front end reads and prints it.
 */
export type Itf =
  | boolean
  | number
  | string
  | { readonly "#set": readonly Itf[] }
  | { readonly "#map": readonly (readonly [Itf, Itf])[] }
  | { readonly "#tup": readonly Itf[] }
  | { readonly [field: string]: Itf };

/** Values of TLA+ variables (or of an action's parameters) by name. */
export type ItfRecord = { readonly [name: string]: Itf };
