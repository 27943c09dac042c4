/** Enumerations that several modules need. */

/** All sublists of a size, in the order of the list. */
export function subsetsOfSize<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  if (size < 0 || size > items.length) return [];
  let rows: readonly { readonly taken: readonly T[]; readonly next: number }[] = [{ taken: [], next: 0 }];
  for (let i = 0; i < size; i++) {
    rows = rows.flatMap(({ taken, next }) =>
      items.slice(next, items.length - (size - i) + 1).map((item, k) => ({ taken: [...taken, item], next: next + k + 1 })),
    );
  }
  return rows.map(({ taken }) => taken);
}

/** All lists of a length without repetition. */
export function arrangements<T>(items: readonly T[], length: number): readonly (readonly T[])[] {
  let rows: readonly (readonly T[])[] = [[]];
  for (let i = 0; i < length; i++) {
    rows = rows.flatMap((row) => items.filter((item) => !row.includes(item)).map((item) => [...row, item]));
  }
  return rows;
}
