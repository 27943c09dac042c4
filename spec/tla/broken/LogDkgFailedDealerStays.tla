----------------------- MODULE LogDkgFailedDealerStays -----------------------
(***************************************************************************)
(* BROKEN: a dealer that has dealt bad shares stays in the key, and        *)
(* members add up what they have (piplabs/story, issue 833).               *)
(***************************************************************************)
EXTENDS LogDkg

Everybody(e) == Dealt

WhateverIsThere(i, j) == TRUE

GoodPart(i, j) == IF GoodBox(i, DealOf(j)) THEN DealOf(j).boxes[i].share ELSE 0
=============================================================================
