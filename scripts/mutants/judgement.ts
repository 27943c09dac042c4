/** What became of a mutant. */

export interface Judgement {
  /**
   * With lockstep off: `invariant Nested`, `deadlock`, `error bound-exceeded`, `witness Rewound` (never reached), `counts`
   * (other numbers of states or steps), or `survives`.
   */
  readonly alone: string;
  /** In lockstep with the other world as it is: the class of the difference, `error ...`, or `equal`. */
  readonly lockstep: string;
  /** States on which the code's invariants and the module's were compared. */
  readonly agreed: number;
  /** Where the code's invariants and the module's disagree. */
  readonly disagreement?: string;
}

/** Neither the invariants nor lockstep saw the change. */
export function survives({ alone, lockstep }: Judgement): boolean {
  return alone === "survives" && lockstep === "equal";
}

/** What the committed table says of a mutant: the two verdicts in one string. */
export const verdictOf = ({ alone, lockstep }: Judgement): string => `${alone} / ${lockstep}`;

/** What {@link verdictOf} wrote. */
export function parseVerdict(verdict: string): Judgement {
  const [alone = "", lockstep = ""] = verdict.split(" / ");
  return { alone, lockstep, agreed: 0 };
}

const strength = ["survives", "counts", "witness"];

/** The stronger of two verdicts with lockstep off: what was found in a state counts for more than what was not found at all. */
export function stronger(a: string, b: string): string {
  const rank = (verdict: string): number => {
    const at = strength.indexOf(verdict.split(" ")[0] as string);
    return at < 0 ? strength.length : at;
  };
  return rank(b) > rank(a) ? b : a;
}
