----------------------- MODULE SimplexForgetsNullify ------------------------
(* Simplex.tla with a node that, having left a view by a nullification,    *)
(* prunes the only record of its own nullify vote: learning the view's     *)
(* notarization late, it votes to finalize.                                *)
EXTENDS Simplex

Prune(i, v) ==
    /\ v \in skips[i]
    /\ rounds[i][v].ended = "nul"
    /\ rounds' = [rounds EXCEPT ![i][v].ended = "none"]
    /\ wal' = [wal EXCEPT ![i] = @ \ {NullifyVote(v)}]
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, sent, crashes>>

PruneSpec == Init /\ [][Next \/ \E i \in Honest, v \in View : Prune(i, v)]_vars
=============================================================================
