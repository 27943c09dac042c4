----------------------- MODULE SimplexFinalizesUnseen -----------------------
(* Simplex.tla without the rule that a node votes to finalize only what it *)
(* knows to be notarized.                                                  *)
EXTENDS Simplex

FinalizeUnseen(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].ended = "none"
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].ended = "fin"]
    /\ Write(i, {FinalizeVote(b)})
    /\ Send(i, {FinalizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

UnseenSpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : FinalizeUnseen(i, b)]_vars
=============================================================================
