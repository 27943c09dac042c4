-------------------------- MODULE LogDkgFewConfirms --------------------------
(***************************************************************************)
(* BROKEN: the ceremony is done when a threshold of members has confirmed, *)
(* faulty ones included.                                                   *)
(***************************************************************************)
EXTENDS LogDkg

JustThreshold(S) == Cardinality(S) >= threshold
=============================================================================
