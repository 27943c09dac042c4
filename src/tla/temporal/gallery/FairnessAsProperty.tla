------------------------ MODULE FairnessAsProperty ------------------------
\* Strong fairness implies weak fairness, as a property.
EXTENDS Naturals
VARIABLE x
Init == x = 0
A == x = 1 /\ x' = 2
Next == (x = 0 /\ x' = 1) \/ A \/ (x = 1 /\ x' = 0) \/ (x = 2 /\ x' = 0)
Spec == Init /\ [][Next]_x /\ SF_x(A)
Prop == WF_x(A)
============================================================
