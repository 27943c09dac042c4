----------------------------- MODULE Vacuous -----------------------------
\* The antecedent never holds: the property says nothing, and the report
\* says so.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == (x = 9) ~> (x = 1)
============================================================
