-------------------- MODULE SimplexForgetsJustification ---------------------
(* Simplex.tla with a leader that keeps its proposal and not the           *)
(* certificates on which the proposal rests: after a crash it cannot       *)
(* answer who asks for them.                                               *)
EXTENDS Simplex

ProposeOnly(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ Leader(ViewOf(b)) = i
    /\ rounds[i][ViewOf(b)].proposed = None
    /\ ValidParent(i, ViewOf(b), ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].proposed = b]
    /\ Write(i, {Proposal(b)})
    /\ Send(i, {Proposal(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

OnlySpec ==
    /\ Init
    /\ [][Next \/ \E i \in Honest, b \in Block : HonestlyMade(b) /\ ProposeOnly(i, b)]_vars
    /\ Fairness
=============================================================================
