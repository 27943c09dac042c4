--------------------- MODULE GsiDataWindowOutrunsClaim ----------------------
(***************************************************************************)
(* BROKEN: the window may run out before the claim of an honest node that  *)
(* the inputs are withheld gets in.                                        *)
(***************************************************************************)
EXTENDS GsiData

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
