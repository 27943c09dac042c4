---------------------- MODULE ThresholdBlsIdentityKey -----------------------
(* ThresholdBls.tla with the identity as public key: the identity is the   *)
(* signature of every message (celo-threshold-bls-rs pull request 205).    *)
EXTENDS ThresholdBls

OpenIdentityKey(p, m) ==
    /\ message = None
    /\ Len(p) = Threshold
    /\ p[Len(p)] # 0
    /\ m # 0
    /\ key' = p
    /\ message' = m
    /\ UNCHANGED <<partials, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

IdentitySpec == Init /\ [][Next \/ \E p \in Commitments, m \in Message : OpenIdentityKey(p, m)]_vars
=============================================================================
