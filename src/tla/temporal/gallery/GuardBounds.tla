--------------------------- MODULE GuardBounds ---------------------------
\* A bound that is a guard of Next makes a finite protocol: nothing is
\* cut off.
EXTENDS Naturals
CONSTANT Max
VARIABLE x
Init == x = 0
Next == x < Max /\ x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == <>[](x = Max)
============================================================
