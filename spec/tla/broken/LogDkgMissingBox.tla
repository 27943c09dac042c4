-------------------------- MODULE LogDkgMissingBox --------------------------
(***************************************************************************)
(* BROKEN: a deal need not have a box for every member that has            *)
(* registered.                                                             *)
(***************************************************************************)
EXTENDS LogDkg

SomeBoxes(d) == DOMAIN d.boxes \subseteq Registered
=============================================================================
