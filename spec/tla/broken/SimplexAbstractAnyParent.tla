---------------------- MODULE SimplexAbstractAnyParent ----------------------
(* SimplexAbstract.tla without the check of a proposal's parent: it may    *)
(* skip views that are not nullified.                                      *)
EXTENDS SimplexAbstract

NotarizeAnything(i, b) ==
    /\ ViewOf(b) \in ByzantineView
    /\ note[i][ViewOf(b)] = None
    /\ note' = [note EXCEPT ![i][ViewOf(b)] = b]
    /\ UNCHANGED <<st, prop>>

AnySpec == Init /\ [][Next \/ \E i \in Honest, b \in Block : NotarizeAnything(i, b)]_vars
=============================================================================
