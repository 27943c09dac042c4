-------------------------- MODULE GsiDataNotUndone --------------------------
(***************************************************************************)
(* BROKEN: a rejected assertion is not rewound. The cloud's soft state     *)
(* rests on an output for ever whose inputs nobody can obtain.             *)
(***************************************************************************)
EXTENDS GsiData

RewindOfOutputs == standing # Unavailable /\ Rewind

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ RewindOfOutputs
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars

BrokenFairSpec ==
    /\ BrokenSpec
    /\ ChunksArrive
    /\ HonestNodesAct
    /\ \A o \in Statement : WF_vars(Assert(o)) /\ WF_vars(Decide(o))
    /\ WF_vars(Settle)
    /\ WF_vars(RewindOfOutputs)
    /\ WF_vars(Release)
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry
=============================================================================
