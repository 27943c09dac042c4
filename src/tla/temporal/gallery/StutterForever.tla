------------------------- MODULE StutterForever -------------------------
\* Without fairness nothing need ever happen.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x
Prop == <>(x = 1)
============================================================
