-------------------------- MODULE SimplexAnyParent --------------------------
(* Simplex.tla without the rule that a node votes only for a block whose   *)
(* parent is notarized and whose skipped views are nullified.              *)
EXTENDS Simplex

NotarizeAnyhow(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].notarized = b]
    /\ Write(i, {NotarizeVote(b)})
    /\ Send(i, {NotarizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

AnyParentSpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : NotarizeAnyhow(i, b)]_vars
=============================================================================
