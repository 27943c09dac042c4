------------------------ MODULE GsiDataAllMustAttest ------------------------
(***************************************************************************)
(* BROKEN: one attestation more than there are honest nodes must certify   *)
(* an interval, so that a Byzantine node that is silent stops it.          *)
(***************************************************************************)
EXTENDS GsiData

CertifyEarly ==
    /\ phase = "dispersing"
    /\ Cardinality(attested) > Quorum(NetworkSize)
    /\ phase' = "executing"
    /\ attested' = {}
    /\ served' = Min(CodeThreshold, Cardinality(attested \cap Honest))
    /\ UNCHANGED <<level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work, periods>>

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ CertifyEarly
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars

BrokenFairSpec ==
    /\ BrokenSpec
    /\ \A i \in Honest : WF_vars(Attest(i))
    /\ WF_vars(CertifyEarly)
=============================================================================
