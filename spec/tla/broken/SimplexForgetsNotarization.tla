--------------------- MODULE SimplexForgetsNotarization ---------------------
(* Simplex.tla with a node that does not keep the notarization by which it *)
(* voted to finalize: after a crash it waits in the view, will not vote to *)
(* nullify it, and nobody else knows the notarization.                     *)
EXTENDS Simplex

RecoverWithout(i) ==
    /\ view' = [view EXCEPT ![i] = ViewOf(ReplayedTip(i)) + 1]
    /\ rounds' = [rounds EXCEPT ![i] = [v \in View |-> ReplayedRound(i, v)]]
    /\ blocks' = [blocks EXCEPT ![i] = {}]
    /\ skips' = [skips EXCEPT ![i] = {}]
    /\ tip' = [tip EXCEPT ![i] = ReplayedTip(i)]
    /\ wanted' = [wanted EXCEPT ![i] = {}]
    /\ wal' = [wal EXCEPT ![i] = @ \ Certificates(Block, View)]
    /\ crashes' = crashes + 1
    /\ UNCHANGED sent

WithoutSpec == Init /\ [][Next \/ \E i \in Honest : MayCrash /\ RecoverWithout(i)]_vars /\ Fairness
=============================================================================
