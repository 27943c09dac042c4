---------------------- MODULE SimplexVotesSilentKeeper ----------------------
(* SimplexVotes.tla with a keeper that drops a vote which excludes one     *)
(* that it keeps, and says nothing.                                        *)
EXTENDS SimplexVotes

Keep(i, m, vote) ==
    /\ m # i
    /\ InRange(i, vote.view)
    /\ ~ IsIn(BallotOf(i, vote.view, m), vote)
    /\ Clash(BallotOf(i, vote.view, m), vote) = "none"
    /\ votes' = [votes EXCEPT ![i] = Keeping(i, {m}, vote)]
    /\ UNCHANGED core
    /\ UNCHANGED <<accused, shown>>
    /\ UNCHANGED outward

SilentNext ==
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Notarize(i, b)
    \/ \E i \in Detailed, m \in Node, vote \in Vote : HasCast(m, vote) /\ Keep(i, m, vote)
    \/ \E i \in Detailed, b \in Block : OnNotarization(i, b)
    \/ \E i \in Detailed, b \in Block : OnFinalization(i, b)

SilentSpec ==
    /\ Init /\ [][SilentNext]_vars
    /\ \A i \in Detailed, m \in Node, vote \in Vote : WF_vars(HasCast(m, vote) /\ Keep(i, m, vote))
=============================================================================
