--------------------- MODULE SimplexVotesAccusesHonest ----------------------
(* SimplexVotes.tla with a keeper for which a vote to notarize a block and *)
(* one to nullify its view exclude each other.  Honest nodes cast both.    *)
EXTENDS SimplexVotes

AccuseBoth(i, m, v) ==
    /\ InRange(i, v)
    /\ BallotOf(i, v, m).notarize # None
    /\ BallotOf(i, v, m).nullify
    /\ accused' = [accused EXCEPT ![i] = @ \cup {[from |-> m, view |-> v, kind |-> "end"]}]
    /\ UNCHANGED core
    /\ UNCHANGED <<votes, shown>>
    /\ UNCHANGED outward

AccusingSpec == Init /\ [][Next \/ \E i \in Detailed, m \in Node, v \in View : AccuseBoth(i, m, v)]_vars
=============================================================================
