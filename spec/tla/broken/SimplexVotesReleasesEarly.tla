--------------------- MODULE SimplexVotesReleasesEarly ----------------------
(* SimplexVotes.tla with a node that signs what goes out when a block is   *)
(* notarized: its view may still be nullified.                             *)
EXTENDS SimplexVotes

ReleaseNotarized(i, b) ==
    /\ b \in blocks[i]
    /\ Core!ParentOf(b) = released[i]
    /\ released' = [released EXCEPT ![i] = b]
    /\ recorded' = [recorded EXCEPT ![i] = b]
    /\ issued' = [issued EXCEPT ![i] = Append(@, b)]
    /\ UNCHANGED core
    /\ UNCHANGED <<votes, accused, shown>>

EarlySpec == Init /\ [][Next \/ \E i \in Detailed, b \in Block : ReleaseNotarized(i, b)]_vars
=============================================================================
