------------------------- MODULE GsiDataSmallCloud --------------------------
(***************************************************************************)
(* BROKEN: f+1 attestations certify an interval, f being the faults that   *)
(* the base cloud tolerates, as if the attesting nodes were a sample of it *)
(* and not of the network.                                                 *)
(***************************************************************************)
EXTENDS GsiData

CertifyEarly ==
    /\ phase = "dispersing"
    /\ Cardinality(attested) >= Faults(BaseSize) + 1
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

(* Honest nodes sign what they found, the ladder does what it can.         *)
BrokenFairSpec ==
    /\ BrokenSpec
    /\ \A i \in Honest : WF_vars(\E o \in Statement : SignsOnce(i, o) /\ Vote(i, o))
    /\ \A x \in Honest : WF_vars(\E o \in Statement : SignsOnce(x, o) /\ Claim(x, o))
    /\ LadderActs
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
