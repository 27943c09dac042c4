--------------------------- MODULE FairForSome ---------------------------
\* Fairness of the existential: somebody acts, and the round ends because
\* nobody else is left.
EXTENDS Naturals
Proc == {1, 2, 3}
VARIABLE done
Init == done = {}
Do(p) == p \notin done /\ done' = done \cup {p}
Again == done = Proc /\ done' = {}
Next == (\E p \in Proc : Do(p)) \/ Again
Fair(p) == WF_done(Do(p))
Spec == Init /\ [][Next]_done /\ WF_done(\E p \in Proc : Do(p)) /\ Fair(2)
Prop == \A p \in Proc : []<>(p \in done)
============================================================
