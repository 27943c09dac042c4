-------------------------- MODULE LogDkgUnendorsed --------------------------
(***************************************************************************)
(* BROKEN: the key of a rotation is in force whoever says so, and the old  *)
(* key need not have signed it.                                            *)
(***************************************************************************)
EXTENDS LogDkg

Anyhow(signature) == TRUE
=============================================================================
