-------------------- MODULE ThresholdBlsIdentityMessage ---------------------
(* ThresholdBls.tla with the identity as the message's point: the          *)
(* identity is its signature under every key (celo-threshold-bls-rs pull   *)
(* request 205).                                                           *)
EXTENDS ThresholdBls

OpenIdentityMessage(p, m) ==
    /\ message = None
    /\ Len(p) = Threshold
    /\ Value(p, 0) # 0
    /\ p[Len(p)] # 0
    /\ key' = p
    /\ message' = m
    /\ UNCHANGED <<partials, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

IdentitySpec == Init /\ [][Next \/ \E p \in Commitments, m \in Message : OpenIdentityMessage(p, m)]_vars
=============================================================================
