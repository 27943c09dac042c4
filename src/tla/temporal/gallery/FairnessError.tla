-------------------------- MODULE FairnessError --------------------------
\* The action of a fairness condition cannot be evaluated in one state.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
f == [i \in 0..1 |-> i]
Spec == Init /\ [][Next]_x /\ WF_x(f[x] = 1 /\ Next)
Prop == []<>(x = 1)
============================================================
