----------------------- MODULE SimplexVotesFewSigners -----------------------
(* SimplexVotes.tla with certificates of one signer less, where too many   *)
(* members are Byzantine: nodes disagree, and no more than f are convicted.*)
EXTENDS SimplexVotes

OnFewer(i, c, S) ==
    /\ S \subseteq Node
    /\ Cardinality(S) >= Quorum - 1
    /\ Learn(i, c)
    /\ Accept(i, c, S)

FewerSpec ==
    Init /\ [][Next \/ \E i \in Honest, c \in Certificate, S \in SUBSET Node :
                          HaveSigned(S, c) /\ OnFewer(i, c, S)]_vars
=============================================================================
