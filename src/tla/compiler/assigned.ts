/** Which variables have a value while code for an action is generated. */

/** Which variables have a value where code is generated: surely, or on some of the ways there. */
export interface Assigned {
  readonly surely: ReadonlySet<number>;
  readonly maybe: ReadonlySet<number>;
}

export const nothingAssigned: Assigned = { surely: new Set(), maybe: new Set() };

/** Code that runs where an expression is true. */
export type Then = (assigned: Assigned) => string;

/** What is assigned where several branches meet. */
export function merged(ends: readonly Assigned[]): Assigned {
  const [first, ...others] = ends;
  if (first === undefined || others.length === 0) return first ?? nothingAssigned;
  const everywhere = new Set([...first.surely].filter((variable) => others.every(({ surely }) => surely.has(variable))));
  const anywhere = ends.flatMap(({ surely, maybe }) => [...surely, ...maybe]);
  return { surely: everywhere, maybe: new Set(anywhere.filter((variable) => !everywhere.has(variable))) };
}
