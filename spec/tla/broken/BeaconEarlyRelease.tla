------------------------- MODULE BeaconEarlyRelease -------------------------
(* Beacon.tla with partials that are released with the vote for a block,   *)
(* before the block is final. A leader who sees them knows the value of    *)
(* its round before it is settled whether the round has a block (so do     *)
(* seeds that are attached to votes).                                      *)
EXTENDS Beacon

ReleaseWithVote(i, r) ==
    /\ r = released[i] + 1
    /\ r <= height[i] + 1
    /\ released' = [released EXCEPT ![i] = r]
    /\ UNCHANGED <<height, opened, known, waiting>>
    /\ UNCHANGED world

EarlySpec == Init /\ [][Next \/ \E i \in Honest, r \in Round : ReleaseWithVote(i, r)]_vars
=============================================================================
