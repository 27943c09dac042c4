------------------------- MODULE BeaconBehindByTwo --------------------------
(* Beacon.tla with members that ask for blocks when they are behind by     *)
(* two heights, and not by one (in drand issue 1340 a node that had        *)
(* missed a beacon waited for about three more before it synced).          *)
EXTENDS Beacon

BehindByTwo(i) == \E r \in Round : r > height[i] + 1 /\ known[i][r] # None
=============================================================================
