-------------------------- MODULE SimplexEndsTwice --------------------------
(* Simplex.tla without the rule that a node which has nullified a view     *)
(* does not vote to finalize it.                                           *)
EXTENDS Simplex

FinalizeAnyway(i, b) ==
    /\ b \in blocks[i]
    /\ rounds[i][ViewOf(b)].ended = "nul"
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].ended = "fin"]
    /\ Write(i, {FinalizeVote(b)})
    /\ Send(i, {FinalizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

EndsTwiceSpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : FinalizeAnyway(i, b)]_vars
=============================================================================
