-------------------------- MODULE LogDkgEarlyShare --------------------------
(***************************************************************************)
(* BROKEN: a share that is recovered takes the place of the old one, also  *)
(* while the old key is in force and has still to sign the new one.        *)
(***************************************************************************)
EXTENDS LogDkg

WheneverDone == IF key'.ceremony = ceremony' \/ reveals' # reveals THEN Kept' ELSE shares
=============================================================================
