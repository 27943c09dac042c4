/** A wrong variant of one file of `src/crypto/`. */
export interface CryptoMutant {
  /** The file and what is wrong, in a word. */
  readonly id: string;
  /** A file of `src/crypto/`. */
  readonly file: string;
  /** Text that occurs once in the file. */
  readonly find: string;
  readonly replace: string;
  /** The test that must fail, by its file in `src/crypto/` and a part of its name. */
  readonly dies: readonly [file: string, test: string];
}

type Row = readonly [what: string, find: string, replace: string, dies: CryptoMutant["dies"]];

/** The mutants of one file. */
export const mutantsOf = (file: string, rows: readonly Row[]): readonly CryptoMutant[] =>
  rows.map(([what, find, replace, dies]) => ({ id: `${file.replace(/[.]ts$/, "")}/${what}`, file, find, replace, dies }));
