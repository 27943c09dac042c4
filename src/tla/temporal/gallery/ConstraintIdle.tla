------------------------- MODULE ConstraintIdle -------------------------
\* A constraint that keeps nothing out cuts nothing off.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Small == x < 4
Prop == []<>(x = 0)
============================================================
