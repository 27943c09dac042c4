-------------------------- MODULE SimplexEndsTwice --------------------------
(* Simplex.tla without the rule that a node which has nullified a view     *)
(* does not vote to finalize it.                                           *)
EXTENDS Simplex

FinalizeAnyway(i, b) ==
    /\ Notarization(b) \in known[i]
    /\ st[i][ViewOf(b)] = "nul"
    /\ st' = [st EXCEPT ![i][ViewOf(b)] = "fin"]
    /\ Write(i, {FinalizeVote(b)})
    /\ Send(i, {FinalizeVote(b)})
    /\ UNCHANGED <<view, prop, note, known, tip, wanted, crashes>>

EndsTwiceSpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : FinalizeAnyway(i, b)]_vars
=============================================================================
