----------------------------- MODULE GsiLiteral -----------------------------
(***************************************************************************)
(* BROKEN: the literal rule of the source document.  Every claim draws a   *)
(* fresh cloud, which need not contain the one before; only a member of    *)
(* the new cloud that disagrees with its verdict may claim again; and each *)
(* verdict slashes at once.  A correct output is claimed to be wrong, the  *)
(* fresh cloud happens to be Byzantine, nobody with standing is honest:    *)
(* the wrong output becomes final and honest nodes lose their stake.       *)
(*                                                                         *)
(* The base cloud is fixed, and a vote without a quorum, for which the     *)
(* source has no rule, ends the ladder: both only leave out behaviours.    *)
(***************************************************************************)
EXTENDS Gsi

CONSTANT Base

LiteralInit == Init /\ cloud = Base

(* Only the signatures of this cloud's members count.                      *)
HasQuorum(o) == Cardinality(signers[o] \cap cloud) >= Quorum(Cardinality(cloud))

FreshSample(S) ==
    /\ phase = "sampling"
    /\ Cardinality(S) = Size(level + 1)
    /\ phase' = "voting"
    /\ level' = level + 1
    /\ cloud' = S
    /\ work' = work + Cardinality(S)
    /\ periods' = periods + 1
    /\ UNCHANGED <<signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied>>

DecideAndSlash(o) ==
    /\ phase = "voting"
    /\ HasQuorum(o)
    /\ phase' = "window"
    /\ standing' = o
    /\ overturned' = IF o = standing THEN overturned ELSE overturned \cup {standing}
    /\ slashed' = slashed \cup UNION {signers[p] : p \in Output \ {o}}
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, signers, rests, released>>
    /\ UNCHANGED <<irrevocable, finals, lied, work>>

LiteralNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : FreshSample(S)
    \/ \E o \in Output : DecideAndSlash(o)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Release
    \/ EnvNext

LiteralSpec == LiteralInit /\ [][LiteralNext]_vars
=============================================================================
