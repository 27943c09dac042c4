--------------------------- MODULE BeaconBelieves ---------------------------
(* Beacon.tla with members that believe whatever signature they are sent:  *)
(* it shows nothing about heights, and they would put it into their own    *)
(* blocks.                                                                 *)
EXTENDS Beacon

Believe(i, r, s) ==
    /\ r > opened[i]
    /\ known[i][r] = None
    /\ known' = [known EXCEPT ![i][r] = s]
    /\ UNCHANGED <<height, opened, released, waiting>>
    /\ UNCHANGED world

BelievesSpec ==
    Init /\ [][Next \/ \E i \in Honest, r \in Round, s \in Offered : Unforgeable(r, s) /\ Believe(i, r, s)]_vars
=============================================================================
