--------------------- MODULE SimplexVotesCountsStranger ---------------------
(* SimplexVotes.tla with certificates that anybody may sign.               *)
EXTENDS SimplexVotes

OnAnybodys(i, c, S) ==
    /\ Cardinality(S) >= Quorum
    /\ Learn(i, c)
    /\ Accept(i, c, S)

StrangerSpec ==
    Init /\ [][Next \/ \E i \in Honest, c \in Certificate, S \in Signers : HaveSigned(S, c) /\ OnAnybodys(i, c, S)]_vars
=============================================================================
