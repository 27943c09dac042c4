---------------------- MODULE GsiDataByzantineCounted -----------------------
(***************************************************************************)
(* BROKEN: as many attestations certify an interval as chunks give the     *)
(* inputs back. Byzantine nodes are among them, attest and then withhold:  *)
(* whom they answer executes, and nobody else.                             *)
(***************************************************************************)
EXTENDS GsiData

CertifyEarly ==
    /\ phase = "dispersing"
    /\ Cardinality(attested) >= CodeThreshold
    /\ phase' = "executing"
    /\ attested' = {}
    /\ served' = Min(CodeThreshold, Cardinality(attested \cap Honest))
    /\ UNCHANGED <<level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work, periods>>

(* An honest node signs one statement.  Here there may be several that it  *)
(* could have found, by who answered it.                                   *)
SignsOnce(i, o) ==
    /\ MaySign(i, o)
    /\ i \in Byzantine \/ \A p \in Statement \ {o} : i \notin signers[p]

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ CertifyEarly
    \/ \E i \in Node, o \in Statement : SignsOnce(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : SignsOnce(x, o) /\ Claim(x, o)
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
