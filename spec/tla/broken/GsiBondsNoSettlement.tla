------------------------ MODULE GsiBondsNoSettlement ------------------------
(***************************************************************************)
(* BROKEN: nobody need carry out the settlement.  A verdict is final, and  *)
(* what was locked stays locked.                                           *)
(***************************************************************************)
EXTENDS GsiBonds

WaitingSpec ==
    /\ Spec
    /\ HonestNodesAct
    /\ LadderActs
    /\ BeaconAnswers
    /\ ClocksRun
=============================================================================
