------------------------- MODULE GsiDataLostAnswers -------------------------
(***************************************************************************)
(* BROKEN: the answers of honest holders may come too late. An honest node *)
(* that obtains too few chunks says so, is refuted and loses its stake.    *)
(***************************************************************************)
EXTENDS GsiData

MayMiss(i, o) ==
    \/ MaySign(i, o)
    \/ o = Unavailable /\ \A p \in Output : i \notin signers[p]

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MayMiss(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MayMiss(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
