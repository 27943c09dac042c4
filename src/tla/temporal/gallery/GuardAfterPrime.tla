------------------------- MODULE GuardAfterPrime -------------------------
\* What enables the action is said of its successor.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x' = x + 1 /\ x' < 4
Next == Up
Spec == Init /\ [][Next]_x /\ WF_x(Up)
Prop == <>[](x = 3)
============================================================
