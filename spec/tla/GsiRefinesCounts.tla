-------------------------- MODULE GsiRefinesCounts --------------------------
(***************************************************************************)
(* The map from the states of Gsi.tla to those of GsiCounts.tla: who is    *)
(* forgotten, how many are kept.  Under it both modules have the same      *)
(* steps, which is checked in both directions.                             *)
(***************************************************************************)
EXTENDS Gsi

(* Outputs as GsiCounts names them; there is one lie.                      *)
Counted(o) == IF o = Truth THEN "truth" ELSE IF o = None THEN "none" ELSE "lie"
CountedAll(outputs) == {Counted(o) : o \in outputs}

SignedTruth == signers[Truth]
SignedLie == UNION {signers[o] : o \in Output \ {Truth}}

Counts == [
    phase        |-> phase,
    level        |-> level,
    honest       |-> Cardinality(cloud \cap Honest),
    honestSigned |-> Cardinality(SignedTruth \cap Honest),
    idle         |-> Cardinality((cloud \cap Byzantine) \ (SignedTruth \cup SignedLie)),
    truthful     |-> Cardinality((SignedTruth \cap Byzantine) \ SignedLie),
    lying        |-> Cardinality(SignedLie \ SignedTruth),
    equivocating |-> Cardinality(SignedTruth \cap SignedLie),
    standing     |-> Counted(standing),
    rests        |-> Counted(rests),
    slashed      |-> Cardinality(slashed),
    released     |-> Counted(released),
    irrevocable  |-> CountedAll(irrevocable),
    finals       |-> CountedAll(finals),
    overturned   |-> CountedAll(overturned),
    work         |-> work,
    periods      |-> periods
]
=============================================================================
