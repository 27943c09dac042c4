--------------------------- MODULE OpenAction ---------------------------
\* The action of the fairness condition leaves y open; which steps are
\* its own is told from the step.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Up == x < 3 /\ x' = x + 1
Next == (Up /\ y' = y) \/ (y' = 1 - y /\ x' = x)
Spec == Init /\ [][Next]_vars /\ WF_x(Up)
Prop == <>(x = 3)
============================================================
