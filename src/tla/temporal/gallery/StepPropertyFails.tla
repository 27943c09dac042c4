------------------------ MODULE StepPropertyFails ------------------------
\* [][A]_v is violated by one step; no loop is needed to show it.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x < 3 /\ x' = x + 1
Reset == x = 3 /\ x' = 0
Next == Up \/ Reset
Spec == Init /\ [][Next]_x
Prop == [][x' > x]_x
============================================================
