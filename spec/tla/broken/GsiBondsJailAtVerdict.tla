----------------------- MODULE GsiBondsJailAtVerdict ------------------------
(***************************************************************************)
(* BROKEN: a claimant loses its standing with the first verdict against its *)
(* claim, and not at the settlement.  A cloud that decides wrongly silences *)
(* the honest member of the base, and the lie becomes final.               *)
(***************************************************************************)
EXTENDS GsiBonds

(* Nobody claims twice, so no window waits for one who has claimed.        *)
PendingClaimsAreIn ==
    ~ \E x \in cloud \cap G!Honest : standing # Truth /\ level < G!Top /\ x \notin claimants

BrokenNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : x \notin claimants /\ MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in G!Clouds : Sample(S)
    \/ \E o \in Output : Decide(o)
    \/ \E k \in G!Level : NoQuorum(k)
    \/ \E k \in G!Level : PendingClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ \E i \in Node : MayBeSlashed(i) /\ SlashedElsewhere(i)
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars

FinalIsTrue == G!FinalIsTrue
=============================================================================
