---------------------------- MODULE SimplexRound ----------------------------
(***************************************************************************)
(* What one node makes of one view of Simplex.tla: the state diagram in    *)
(* spec/simplex.md is drawn from the steps of this model.                  *)
(***************************************************************************)
EXTENDS Simplex

(* The node and the view of the diagram.                                   *)
Observer == NthHonest(0)
Observed == 1

Has(condition, what) == IF condition THEN {what} ELSE {}

Known ==
    Has(\E b \in blocks[Observer] : ViewOf(b) = Observed, "notarization")
        \cup Has(Observed \in skips[Observer], "nullification")

(* How far it is, by what it has voted and which certificates it knows.    *)
Standing ==
    LET round == rounds[Observer][Observed]
    IN CASE ViewOf(tip[Observer]) >= Observed -> [knows |-> {"finalization"}]
         [] Known = {} -> [ended |-> round.ended, notarized |-> round.notarized # None]
         [] OTHER      -> [ended |-> round.ended, knows |-> Known]
=============================================================================
