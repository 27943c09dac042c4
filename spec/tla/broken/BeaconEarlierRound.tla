------------------------- MODULE BeaconEarlierRound -------------------------
(* Beacon.tla with requests that are served by the round of the height     *)
(* before: its value is known when the leader chooses what its block       *)
(* requests.                                                               *)
EXTENDS Beacon

HeightBefore(h) == h - 1
=============================================================================
