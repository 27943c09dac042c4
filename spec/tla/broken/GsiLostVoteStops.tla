-------------------------- MODULE GsiLostVoteStops --------------------------
(* Gsi.tla without a way on from a vote that has no quorum: the ladder     *)
(* stops there, and the assertion never becomes final.                     *)
EXTENDS Gsi

StoppingNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Output : Decide(o)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

StoppingSpec ==
    /\ Init
    /\ [][StoppingNext]_vars
    /\ HonestNodesAct
    /\ LadderActs
    /\ BeaconAnswers
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
