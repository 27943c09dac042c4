--------------------------- MODULE BeaconDefault ----------------------------
(* Beacon.tla with a default value for requests whose round is not opened  *)
(* by the next block: whoever leads that block chooses between the value   *)
(* and the default.                                                        *)
EXTENDS Beacon

FinalOrDefault(i, b) ==
    LET h == height[i] + 1
        o == opened[i] + Len(b)
    IN  /\ height' = [height EXCEPT ![i] = h]
        /\ opened' = [opened EXCEPT ![i] = o]
        /\ known' = [known EXCEPT ![i] = [r \in Round |-> IF r > o THEN @[r] ELSE None]]
        /\ waiting' = [waiting EXCEPT ![i] = IF h \in Requesting THEN {h} ELSE {}]
        /\ served' = [served EXCEPT ![i] =
               [g \in Requesting |->
                   IF g \notin waiting[i] THEN @[g]
                   ELSE IF RoundFor(g) <= o THEN b[RoundFor(g) - opened[i]] ELSE 0]]
        /\ UNCHANGED <<released, chain, foreseen>>

DefaultSpec ==
    Init /\ [][Next \/ \E i \in Honest, b \in Block : Decided(i, b) /\ FinalOrDefault(i, b)]_vars
=============================================================================
