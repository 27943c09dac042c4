------------------------- MODULE LogDkgLongCommitment ------------------------
(***************************************************************************)
(* BROKEN: a commitment may be longer than the threshold. The key then     *)
(* needs more shares than the committee counts on.                         *)
(***************************************************************************)
EXTENDS LogDkg

AtLeastThreshold(d) == Len(d.C) >= threshold
=============================================================================
