-------------------------- MODULE LogDkgOpenDealers --------------------------
(***************************************************************************)
(* BROKEN: the set of deals is not fixed when confirming begins. A deal    *)
(* that comes later is part of the key, and nobody has checked it.         *)
(***************************************************************************)
EXTENDS LogDkg

AlsoWhileConfirming == phase \in {"deal", "confirm"}
=============================================================================
