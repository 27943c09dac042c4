----------------------- MODULE SimplexForgetsNullify ------------------------
(* Simplex.tla with a node that, having left a view by a nullification,    *)
(* prunes the only record of its own nullify vote: learning the view's     *)
(* notarization late, it votes to finalize.                                *)
EXTENDS Simplex

Prune(i, v) ==
    /\ Nullification(v) \in known[i]
    /\ st[i][v] = "nul"
    /\ st' = [st EXCEPT ![i][v] = "none"]
    /\ wal' = [wal EXCEPT ![i] = @ \ {NullifyVote(v)}]
    /\ UNCHANGED <<view, prop, note, known, tip, wanted, sent, crashes>>

PruneSpec == Init /\ [][Next \/ \E i \in Honest, v \in View : Prune(i, v)]_vars
=============================================================================
