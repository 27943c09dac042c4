--------------------------- MODULE FairForEach ---------------------------
\* Fairness quantified over a constant set, through a definition with a
\* parameter.
EXTENDS Naturals
Proc == {1, 2, 3}
VARIABLE done
Init == done = {}
Do(p) == p \notin done /\ done' = done \cup {p}
Again == done = Proc /\ done' = {}
Next == (\E p \in Proc : Do(p)) \/ Again
Fair(p) == WF_done(Do(p))
Spec == Init /\ [][Next]_done /\ (\A p \in Proc : Fair(p))
Prop == \A p \in Proc : []<>(p \in done)
============================================================
