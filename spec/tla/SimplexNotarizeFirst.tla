------------------------ MODULE SimplexNotarizeFirst ------------------------
(***************************************************************************)
(* Simplex.tla with one guard more, which other descriptions of Simplex    *)
(* have: who has voted to nullify a view does not vote to notarize in it.  *)
(* Every property holds with it and without it, so it is no rule of safety.*)
(***************************************************************************)
EXTENDS Simplex

NotarizeFirst(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ rounds[i][ViewOf(b)].ended # "nul"
    /\ ValidParent(i, ViewOf(b), ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].notarized = b]
    /\ Write(i, {NotarizeVote(b)})
    /\ Send(i, {NotarizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>
=============================================================================
