----------------------- MODULE ThresholdBlsUnverified -----------------------
(* ThresholdBls.tla with a combiner that publishes what it has combined,   *)
(* without verifying it.                                                   *)
EXTENDS ThresholdBls

CombineUnverified(S) ==
    /\ message # None
    /\ signature = None
    /\ Cardinality(S) = Len(key)
    /\ \A i \in S : partials[i] # None
    /\ signature' = Interpolated(S, partials)
    /\ partials' = Nothing
    /\ combined' = S
    /\ UNCHANGED <<key, message, quorum, suspects, blamed, bad, checks>>

UnverifiedSpec == Init /\ [][Next \/ \E S \in SUBSET Member : CombineUnverified(S)]_vars
=============================================================================
