------------------------ MODULE BeaconFormerMembers -------------------------
(* Beacon.tla with a former member that has kept its share of a key that   *)
(* was not rotated, and gives it to the adversary: with it there are t     *)
(* shares, and every value is known at once.                               *)
EXTENDS Beacon

WithFormer == Byzantine \cup {MemberCount + 1}
=============================================================================
