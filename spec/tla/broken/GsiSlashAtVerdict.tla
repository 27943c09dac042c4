------------------------- MODULE GsiSlashAtVerdict -------------------------
(***************************************************************************)
(* BROKEN: whoever signed another output is slashed at each verdict and    *)
(* not at the one settlement.  A cloud that decides wrongly slashes the    *)
(* honest nodes, and no later verdict gives back what they have lost.      *)
(***************************************************************************)
EXTENDS Gsi

SlashAtVerdict(o) ==
    /\ phase = "voting"
    /\ Cardinality(signers[o]) >= Quorum(Cardinality(cloud))
    /\ phase' = "window"
    /\ standing' = o
    /\ overturned' = IF o = standing THEN overturned ELSE overturned \cup {standing}
    /\ slashed' = slashed \cup UNION {signers[p] : p \in Output \ {o}}
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, signers, rests, released>>
    /\ UNCHANGED <<irrevocable, finals, lied, work>>

BrokenNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Output : SlashAtVerdict(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
