--------------------- MODULE SimplexVotesReleasesTwice ----------------------
(* SimplexVotes.tla with a node that does not write down what it has       *)
(* released: after a crash it begins again with the first height.          *)
EXTENDS SimplexVotes

ReleaseUnrecorded(i, b) ==
    /\ Core!IsAncestor(b, tip[i])
    /\ Core!ParentOf(b) = released[i]
    /\ released' = [released EXCEPT ![i] = b]
    /\ issued' = [issued EXCEPT ![i] = Append(@, b)]
    /\ UNCHANGED core
    /\ UNCHANGED <<votes, accused, shown, recorded>>

TwiceSpec == Init /\ [][Next \/ \E i \in Detailed, b \in Block : ReleaseUnrecorded(i, b)]_vars
=============================================================================
