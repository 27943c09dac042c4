------------------------ MODULE ThresholdBlsEmptyKey ------------------------
(* ThresholdBls.tla with a key of any length. The key without commitments  *)
(* has the threshold 0: the combination of nobody's partials is the        *)
(* identity, and it is the signature under the identity as key (celo-      *)
(* threshold-bls-rs pull request 206).                                     *)
EXTENDS ThresholdBls

OpenAnyLength(p, m) ==
    /\ message = None
    /\ m # 0
    /\ key' = p
    /\ message' = m
    /\ UNCHANGED <<partials, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

Zero == Init /\ [][Next \/ \E p \in Commitments, m \in Message : OpenAnyLength(p, m)]_vars
=============================================================================
