-------------------------- MODULE SimplexNoRepair ---------------------------
(* SimplexSplit.tla without repair: nodes that know a notarization and     *)
(* nodes that know the nullification of the same view do not understand    *)
(* each other's proposals, ever (commonware issue 2137).                   *)
EXTENDS SimplexSplit

NoRepairNext ==
    \/ \E i \in Honest, b \in Block : HonestlyMade(b) /\ Propose(i, b)
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Notarize(i, b)
    \/ \E i \in Honest, v \in View : TimersMayExpire(v) /\ Nullify(i, v)
    \/ \E i \in Honest, b \in Block : Notarized(b) /\ OnNotarization(i, b)
    \/ \E i \in Honest, v \in View : Nullified(v) /\ OnNullification(i, v)
    \/ \E i \in Honest, b \in Block : Finalized(b) /\ OnFinalization(i, b)

NoRepairSpec ==
    /\ SplitInit
    /\ [][NoRepairNext]_vars
    /\ \A i \in Honest :
           /\ WF_vars(view[i] = GoodView /\ \E b \in Block : HonestlyMade(b) /\ Propose(i, b))
           /\ WF_vars(view[i] = GoodView /\ \E b \in Block : Proposed(b) /\ Notarize(i, b))
    /\ TimersExpire
    /\ CertificatesArrive
=============================================================================
