----------------------- MODULE SimplexVotesMixesViews -----------------------
(* SimplexVotes.tla with a keeper that counts votes to nullify of whatever *)
(* view: it leaves a view that nobody else leaves.                         *)
EXTENDS SimplexVotes

OnMixed(i, v) ==
    /\ Cardinality({m \in Node : \E w \in View : BallotOf(i, w, m).nullify}) >= Quorum
    /\ Core!OnNullification(i, v)
    /\ Accept(i, Core!Nullification(v), {})

MixedSpec == Init /\ [][Next \/ \E i \in Detailed, v \in View : OnMixed(i, v)]_vars
=============================================================================
