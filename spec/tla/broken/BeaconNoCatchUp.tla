-------------------------- MODULE BeaconNoCatchUp ---------------------------
(* Beacon.tla with members that do not ask for blocks: whom consensus      *)
(* lost a block on the way to stays behind for ever.                       *)
EXTENDS Beacon

NoCatchUpSpec ==
    /\ Spec
    /\ MembersRelease
    /\ SignaturesArrive
    /\ BlocksAreDecided
    /\ BlocksReachEnough
=============================================================================
