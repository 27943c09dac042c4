-------------------------- MODULE StepProperty --------------------------
\* [][A]_v speaks of steps: x only grows, but for the reset.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x < 3 /\ x' = x + 1
Reset == x = 3 /\ x' = 0
Next == Up \/ Reset
Spec == Init /\ [][Next]_x
Prop == [][x' > x \/ x' = 0]_x
============================================================
