------------------------- MODULE GsiDataRefinesGsi -------------------------
(***************************************************************************)
(* Every behaviour of GsiData.tla is one of Gsi.tla, in which the outputs  *)
(* have one more among them: that the inputs are unavailable.  What an     *)
(* honest node says of the interval is the ladder's truth.                 *)
(*                                                                         *)
(* The ladder knows no dispersal: until the certificate is there it is     *)
(* executing and has no signature yet, so that Attest and Certify are      *)
(* steps in which it stutters.  It knows no rejection either: where        *)
(* Unavailable became final it may release what GsiData does not, and      *)
(* stutters for ever instead.                                              *)
(***************************************************************************)
EXTENDS GsiData

Ladder == INSTANCE Gsi WITH
    Output <- Statement,
    Truth  <- Correct,
    phase  <- IF phase = "dispersing" THEN "executing" ELSE phase

RefinesGsi == Ladder!Spec

(* What Gsi promises of its own outputs holds of statements.               *)
LadderIsSafe ==
    /\ Ladder!FinalIsTrue
    /\ Ladder!HonestKeepStake
    /\ Ladder!Bounded
    /\ Ladder!OneFinal
    /\ Ladder!LiarsAreSlashed
=============================================================================
