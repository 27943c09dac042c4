------------------------ MODULE GsiBondsRefundTwice -------------------------
(***************************************************************************)
(* BROKEN: a claimant whose claim was right may ask for its bond after the *)
(* settlement has already given it back.                                   *)
(***************************************************************************)
EXTENDS GsiBonds

RefundAgain(x) ==
    /\ phase = "settled"
    /\ x \in claimants \ slashed
    /\ stake' = [stake EXCEPT ![x] = @ + BondAt(0)]
    /\ UNCHANGED G!vars
    /\ UNCHANGED <<locked, claimants, executors, books, elsewhere>>

BrokenNext ==
    \/ Next
    \/ \E x \in Node : RefundAgain(x)

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
