------------------------ MODULE FairnessNotImplied ------------------------
\* Weak fairness does not imply strong fairness: the counterexample enables the action again and again.
EXTENDS Naturals
VARIABLE x
Init == x = 0
A == x = 1 /\ x' = 2
Next == (x = 0 /\ x' = 1) \/ A \/ (x = 1 /\ x' = 0) \/ (x = 2 /\ x' = 0)
Spec == Init /\ [][Next]_x /\ WF_x(A) /\ WF_x(Next)
Prop == SF_x(A)
============================================================
