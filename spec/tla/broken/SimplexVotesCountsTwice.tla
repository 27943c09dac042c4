---------------------- MODULE SimplexVotesCountsTwice -----------------------
(* SimplexVotes.tla with a certificate that counts signatures, not those   *)
(* who have signed: the Byzantine member signs as often as it takes.       *)
EXTENDS SimplexVotes

(* The signatures of two members, the second one's once more.              *)
OnRepeated(i, c, a, b) ==
    /\ {a, b} \subseteq Node
    /\ Len(<<a, b, b>>) >= Quorum
    /\ Learn(i, c)
    /\ Accept(i, c, {a, b})

TwiceSpec ==
    Init /\ [][Next \/ \E i \in Honest, c \in Certificate, a, b \in Node :
                          HaveSigned({a, b}, c) /\ OnRepeated(i, c, a, b)]_vars
=============================================================================
