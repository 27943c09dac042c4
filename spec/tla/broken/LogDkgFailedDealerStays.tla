----------------------- MODULE LogDkgFailedDealerStays -----------------------
(***************************************************************************)
(* BROKEN: a dealer that has dealt bad shares stays (piplabs/story, issue  *)
(* 717), and members add up what they have: shares off the polynomial of   *)
(* the key, as in issue 833.                                               *)
(***************************************************************************)
EXTENDS LogDkg

Everybody(e) == Dealt

WhateverIsThere(i, j) == TRUE

GoodPart(i, j) == IF GoodBox(i, DealOf(j)) THEN DealOf(j).boxes[i].share ELSE 0
=============================================================================
