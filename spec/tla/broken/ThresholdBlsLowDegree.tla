----------------------- MODULE ThresholdBlsLowDegree ------------------------
(* ThresholdBls.tla with a key whose last coefficient is the identity:     *)
(* fewer than t partials are enough.                                       *)
EXTENDS ThresholdBls

OpenLowDegree(p, m) ==
    /\ message = None
    /\ Len(p) = Threshold
    /\ Value(p, 0) # 0
    /\ m # 0
    /\ key' = p
    /\ message' = m
    /\ UNCHANGED <<partials, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

LowDegreeSpec == Init /\ [][Next \/ \E p \in Commitments, m \in Message : OpenLowDegree(p, m)]_vars
=============================================================================
