------------------------ MODULE GsiDataSilentEncoder ------------------------
(***************************************************************************)
(* BROKEN: an encoder that need not give honest nodes their chunks. The    *)
(* interval is never certified, and nothing else happens.                  *)
(***************************************************************************)
EXTENDS GsiData

SilentSpec ==
    /\ Spec
    /\ HonestNodesAct
    /\ LadderActs
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
