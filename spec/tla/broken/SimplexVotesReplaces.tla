------------------------ MODULE SimplexVotesReplaces ------------------------
(* SimplexVotes.tla with a keeper in which a later vote replaces the one   *)
(* that it excludes: who votes for two blocks is never accused.            *)
EXTENDS SimplexVotes

Replaced(ballot, vote) ==
    With(IF vote.type = "nullify" THEN [ballot EXCEPT !.finalize = None]
         ELSE IF vote.type = "finalize" THEN [ballot EXCEPT !.nullify = FALSE]
         ELSE ballot, vote)

Replace(i, m, vote) ==
    /\ m # i
    /\ InRange(i, vote.view)
    /\ ~ IsIn(BallotOf(i, vote.view, m), vote)
    /\ votes' = [votes EXCEPT ![i][vote.view][m] = Replaced(@, vote)]
    /\ UNCHANGED core
    /\ UNCHANGED outward
    /\ UNCHANGED <<accused, shown>>

Certified ==
    \/ \E i \in Detailed, b \in Block : OnNotarization(i, b)
    \/ \E i \in Detailed, b \in Block : OnFinalization(i, b)

ReplaceNext ==
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Notarize(i, b)
    \/ \E i \in Detailed, m \in Node, vote \in Vote : HasCast(m, vote) /\ Replace(i, m, vote)
    \/ Certified

ReplaceSpec ==
    /\ Init /\ [][ReplaceNext]_vars
    /\ \A i \in Detailed, m \in Node, vote \in Vote : WF_vars(HasCast(m, vote) /\ Replace(i, m, vote))
=============================================================================
