--------------------------- MODULE GsiSilentBeacon ---------------------------
(* Gsi.tla with a beacon that need not answer: after a claim, no cloud is  *)
(* drawn, and the assertion never becomes final.                           *)
EXTENDS Gsi

SilentSpec ==
    /\ Spec
    /\ HonestNodesAct
    /\ LadderActs
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
