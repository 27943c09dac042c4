---------------------- MODULE SimplexVotesSmallQuorum -----------------------
(* SimplexVotes.tla with quorums of one vote less: with the votes of the   *)
(* Byzantine member each of two honest ones makes another block final.     *)
EXTENDS SimplexVotes

OnFewer(i, c, S) ==
    /\ S \subseteq Node
    /\ Cardinality(S) >= Quorum - 1
    /\ Learn(i, c)
    /\ Accept(i, c, S)

SmallSpec ==
    Init /\ [][Next \/ \E i \in Honest, c \in Certificate, S \in Signers : HaveSigned(S, c) /\ OnFewer(i, c, S)]_vars
=============================================================================
