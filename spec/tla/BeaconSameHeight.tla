-------------------------- MODULE BeaconSameHeight --------------------------
(* Beacon.tla with requests that are served by the round of their own      *)
(* height: R2 holds as well, with nothing to spare.                        *)
EXTENDS Beacon

SameHeight(h) == h
=============================================================================
