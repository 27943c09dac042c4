-------------------- MODULE SimplexForgetsNullification --------------------
(* Simplex.tla with a node that does not write down the nullifications     *)
(* that it learns: after a crash nobody may be left who knows them, and    *)
(* a leader whose proposal rests on one cannot answer who asks for it.     *)
EXTENDS Simplex

LearnOnly(i, v) ==
    /\ v > ViewOf(tip[i])
    /\ v \notin skips[i]
    /\ skips' = [skips EXCEPT ![i] = @ \cup {v}]
    /\ wanted' = [wanted EXCEPT ![i] =
           @ \ {[kind |-> "nullification", view |-> v], [kind |-> "any", view |-> v]}]
    /\ view' = [view EXCEPT ![i] = Max(@, v + 1)]
    /\ UNCHANGED <<rounds, blocks, tip, wal, sent, crashes>>

LearnsOnlySpec ==
    /\ Init
    /\ [][Next \/ \E i \in Honest, v \in View : Nullified(v) /\ LearnOnly(i, v)]_vars
    /\ Fairness
=============================================================================
