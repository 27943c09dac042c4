------------------------- MODULE GsiBondsSilentPay --------------------------
(***************************************************************************)
(* BROKEN: members who have signed nothing pay for the ladder, since a vote *)
(* is lost for want of signatures.  An honest node whose signature comes   *)
(* after the verdict loses what it has.                                    *)
(***************************************************************************)
EXTENDS GsiBonds

(* Also whoever was silent in a ladder that was climbed.                   *)
LiarsAndSilent ==
    LET signed == UNION {signers[o] : o \in Output}
        liars == UNION {signers[o] : o \in Output \ {standing}}
    IN  IF level = 0 THEN liars ELSE liars \cup (cloud \ signed)
=============================================================================
