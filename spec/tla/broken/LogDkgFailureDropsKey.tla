------------------------ MODULE LogDkgFailureDropsKey ------------------------
(***************************************************************************)
(* BROKEN: the old key goes when a ceremony begins, and not when it        *)
(* succeeds.                                                               *)
(***************************************************************************)
EXTENDS LogDkg

DropKey ==
    /\ phase = "abort"
    /\ key # NoKey
    /\ key' = NoKey
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys, deals>>
    /\ UNCHANGED <<confirms, disq, slashed, qual, pub, reveals>>
    /\ UNCHANGED world

DroppingSpec == Init /\ [][Next \/ DropKey]_vars
=============================================================================
