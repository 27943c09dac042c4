------------------------ MODULE GsiBondsSlashedHere -------------------------
(***************************************************************************)
(* BROKEN: a node that another interval has slashed counts as slashed here *)
(* as well.  This is no step of the ladder.                                *)
(***************************************************************************)
EXTENDS GsiBonds

SlashedHere(i) ==
    /\ phase # "settled"
    /\ stake[i] > 0
    /\ slashed' = slashed \cup {i}
    /\ UNCHANGED <<phase, level, cloud, signers, standing, rests, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work, periods>>
    /\ UNCHANGED money

BrokenSpec == Init /\ [][Next \/ \E i \in Byzantine : SlashedHere(i)]_vars
=============================================================================
