------------------------ MODULE SimplexForgetsVotes -------------------------
(* Simplex.tla without a log: who comes back after a crash has forgotten   *)
(* what it has signed, and signs something else.                           *)
EXTENDS Simplex

Forget(i) ==
    /\ view' = [view EXCEPT ![i] = 1]
    /\ rounds' = [rounds EXCEPT ![i] = [v \in View |-> Unsigned]]
    /\ blocks' = [blocks EXCEPT ![i] = {}]
    /\ skips' = [skips EXCEPT ![i] = {}]
    /\ tip' = [tip EXCEPT ![i] = Genesis]
    /\ wanted' = [wanted EXCEPT ![i] = {}]
    /\ wal' = [wal EXCEPT ![i] = {}]
    /\ crashes' = crashes + 1
    /\ UNCHANGED sent

ForgetSpec == Init /\ [][Next \/ \E i \in Honest : MayCrash /\ Forget(i)]_vars
=============================================================================
