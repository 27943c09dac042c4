-------------------------- MODULE GsiDataIdleNodes --------------------------
(***************************************************************************)
(* BROKEN: honest nodes that need not ask for the inputs. A larger cloud   *)
(* never decides.                                                          *)
(***************************************************************************)
EXTENDS GsiData

IdleSpec ==
    /\ Spec
    /\ ChunksArrive
    /\ LadderActs
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
