------------------------ MODULE ThresholdBlsAliases -------------------------
(* ThresholdBls.tla with indices that are taken modulo Q: a stranger's     *)
(* partial stands for that of an honest member, which is blamed for it.    *)
EXTENDS ThresholdBls

CollectAlias(i, s) ==
    /\ message # None
    /\ signature = None
    /\ i % Q \in Member
    /\ i % Q \notin blamed
    /\ partials[i % Q] = None
    /\ partials' = [partials EXCEPT ![i % Q] = s]
    /\ UNCHANGED <<key, message, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

AliasSpec ==
    Init /\ [][Next \/ \E i \in Index, s \in Element : MaySend(i, s) /\ CollectAlias(i, s)]_vars
=============================================================================
