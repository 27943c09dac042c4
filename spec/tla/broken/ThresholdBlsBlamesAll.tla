----------------------- MODULE ThresholdBlsBlamesAll ------------------------
(* ThresholdBls.tla with a combiner that blames the whole quorum when the  *)
(* combination fails.                                                      *)
EXTENDS ThresholdBls

BlameAll ==
    /\ suspects # {}
    /\ blamed' = blamed \cup suspects
    /\ partials' = [i \in Member |-> IF i \in suspects THEN None ELSE partials[i]]
    /\ quorum' = {}
    /\ suspects' = {}
    /\ UNCHANGED <<key, message, signature>>
    /\ UNCHANGED world

BlamesAllSpec == Init /\ [][Next \/ BlameAll]_vars
=============================================================================
