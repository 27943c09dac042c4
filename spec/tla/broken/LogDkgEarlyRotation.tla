------------------------ MODULE LogDkgEarlyRotation -------------------------
(***************************************************************************)
(* BROKEN: the key of a rotation is in force as soon as the ceremony is    *)
(* done. Clients that trust the old key have no reason to trust it.        *)
(***************************************************************************)
EXTENDS LogDkg

Never == FALSE
=============================================================================
