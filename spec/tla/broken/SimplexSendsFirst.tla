------------------------- MODULE SimplexSendsFirst --------------------------
(* Simplex.tla with a vote that is sent before it is durable: a crash      *)
(* between the two makes the node vote again.                              *)
EXTENDS Simplex

SendOnly(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ ValidParent(i, ViewOf(b), ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].notarized = b]
    /\ Send(i, {NotarizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, wal, crashes>>

(* The log catches up, if there is time.                                   *)
WriteLate(i, b) ==
    /\ rounds[i][ViewOf(b)].notarized = b
    /\ NotarizeVote(b) \notin wal[i]
    /\ Write(i, {NotarizeVote(b)})
    /\ UNCHANGED <<view, rounds, blocks, skips, tip, wanted, sent, crashes>>

SendsFirst ==
    \/ Next
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ SendOnly(i, b)
    \/ \E i \in Honest, b \in Block : WriteLate(i, b)

SendsFirstSpec == Init /\ [][SendsFirst]_vars
=============================================================================
