-------------------- MODULE ThresholdBlsCountsDuplicates --------------------
(* ThresholdBls.tla with a partial that came twice and counts as two: the  *)
(* rest is interpolated over too few members, and one of them is blamed    *)
(* (celo-threshold-bls-rs pull request 206).                               *)
EXTENDS ThresholdBls

CombineWithDuplicate(S) ==
    /\ message # None
    /\ signature = None
    /\ quorum = {}
    /\ Cardinality(S) = Len(key) - 1
    /\ \A i \in S : partials[i] # None
    /\ quorum' = S
    /\ suspects' = S
    /\ Interpolated(S, partials) # Signature
    /\ UNCHANGED <<key, message, partials, blamed, signature>>
    /\ UNCHANGED world

DuplicatesSpec == Init /\ [][Next \/ \E S \in SUBSET Member : CombineWithDuplicate(S)]_vars
=============================================================================
