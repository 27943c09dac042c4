------------------------ MODULE GsiDataBelievedClaim ------------------------
(***************************************************************************)
(* BROKEN: a claim that the inputs are withheld is believed. It rejects    *)
(* the assertion without a vote of the next level, and the settlement      *)
(* slashes an honest cloud.                                                *)
(***************************************************************************)
EXTENDS GsiData

BelievedClaim(x) ==
    /\ phase = "window"
    /\ x \in cloud
    /\ standing # Unavailable
    /\ phase' = "final"
    /\ signers' = [signers EXCEPT ![Unavailable] = @ \cup {x}]
    /\ standing' = Unavailable
    /\ finals' = finals \cup {Unavailable}
    /\ overturned' = overturned \cup {standing}
    /\ lied' = IF Unavailable = Correct THEN lied ELSE lied \cup {x}
    /\ UNCHANGED <<level, cloud, attested, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, work, periods>>

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E x \in Node : MaySign(x, Unavailable) /\ BelievedClaim(x)
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
