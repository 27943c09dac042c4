------------------------- MODULE EvaluationError -------------------------
\* The property cannot be evaluated in one state: an error and no
\* success.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
f == [i \in 0..1 |-> i]
Prop == []<>(f[x] = 1)
============================================================
