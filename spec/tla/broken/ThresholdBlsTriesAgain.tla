----------------------- MODULE ThresholdBlsTriesAgain -----------------------
(* ThresholdBls.tla with a combiner that, after a failure, tries again     *)
(* with whatever is there, and blames nobody: it may take the same         *)
(* partials for ever.                                                      *)
EXTENDS ThresholdBls

TryAgain ==
    /\ quorum # {}
    /\ quorum' = {}
    /\ suspects' = {}
    /\ UNCHANGED <<key, message, partials, blamed, signature>>
    /\ UNCHANGED <<bad, combined, checks>>

CombineUncounted(S) == Combine(S) /\ signature' # None

Fail(S) ==
    /\ message # None
    /\ signature = None
    /\ quorum = {}
    /\ Cardinality(S) = Len(key)
    /\ \A i \in S : partials[i] # None
    /\ Interpolated(S, partials) # Signature
    /\ quorum' = S
    /\ suspects' = S
    /\ UNCHANGED <<key, message, partials, blamed, signature>>
    /\ UNCHANGED world

TriesAgainNext ==
    \/ \E p \in Commitments, m \in Message : Open(p, m)
    \/ \E i \in Index, s \in Element : MaySend(i, s) /\ Collect(i, s)
    \/ \E S \in SUBSET Member : CombineUncounted(S)
    \/ \E S \in SUBSET Member : Fail(S)
    \/ TryAgain
    \/ Done

TriesAgainSpec ==
    /\ Init
    /\ [][TriesAgainNext]_vars
    /\ HonestSign
    /\ WF_vars(\E S \in SUBSET Member : CombineUncounted(S) \/ Fail(S))
    /\ WF_vars(TryAgain)
=============================================================================
