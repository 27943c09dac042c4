---------------------- MODULE GsiBondsUnlockAtVerdict -----------------------
(***************************************************************************)
(* BROKEN: a verdict unlocks what those who signed it have locked, before  *)
(* the one settlement.  A liar signs the truth as well, takes its deposit  *)
(* back and loses it elsewhere.                                            *)
(***************************************************************************)
EXTENDS GsiBonds

UnlockAtVerdict(o) ==
    /\ G!Decide(o)
    /\ stake' = [i \in Node |-> IF i \in signers[o] THEN stake[i] + locked[i] ELSE stake[i]]
    /\ locked' = [i \in Node |-> IF i \in signers[o] THEN 0 ELSE locked[i]]
    /\ UNCHANGED <<claimants, executors, books, elsewhere>>

BrokenNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in G!Clouds : Sample(S)
    \/ \E o \in Output : UnlockAtVerdict(o)
    \/ \E k \in G!Level : NoQuorum(k)
    \/ \E k \in G!Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ \E i \in Node : MayBeSlashed(i) /\ SlashedElsewhere(i)
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
