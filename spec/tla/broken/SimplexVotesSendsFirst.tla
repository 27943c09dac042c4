----------------------- MODULE SimplexVotesSendsFirst -----------------------
(* SimplexVotes.tla with a vote that is sent before it is durable: after a *)
(* crash the node votes again, and is accused, though it is honest.        *)
EXTENDS SimplexVotes

SendOnly(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ Core!ValidParent(i, ViewOf(b), Core!ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].notarized = b]
    /\ sent' = [sent EXCEPT ![i] = @ \cup {Core!NotarizeVote(b)}]
    /\ KeepOwn(i, Core!NotarizeVote(b))
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, wal, crashes>>

SendsFirstSpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : Proposed(b) /\ SendOnly(i, b)]_vars
=============================================================================
