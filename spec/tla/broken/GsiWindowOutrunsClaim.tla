----------------------- MODULE GsiWindowOutrunsClaim -----------------------
(***************************************************************************)
(* BROKEN: the window may run out before the claim of an honest node gets  *)
(* in.  Without the assumption HonestClaimsAreIn a wrong assertion becomes *)
(* final although an honest node would have claimed.                       *)
(***************************************************************************)
EXTENDS Gsi

BrokenNext ==
    \/ Next
    \/ \E k \in Level : WindowExpire(k)

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
