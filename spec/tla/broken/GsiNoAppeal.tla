---------------------------- MODULE GsiNoAppeal ----------------------------
(***************************************************************************)
(* BROKEN: nested samples, but no appeal from a verdict: only the          *)
(* assertion of the base cloud can be claimed against.  A false claim and  *)
(* one bad sample are enough to make a wrong output final.                 *)
(***************************************************************************)
EXTENDS Gsi

(* No node has a claim to make against a verdict, so no window waits.      *)
NobodyMayClaim == level > 0

BrokenNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : ~NobodyMayClaim /\ MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Output : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : (NobodyMayClaim \/ HonestClaimsAreIn) /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
