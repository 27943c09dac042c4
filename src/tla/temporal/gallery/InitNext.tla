----------------------------- MODULE InitNext -----------------------------
\* A cfg with INIT and NEXT assumes no fairness: nothing need happen.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Prop == []<>(x = 1)
============================================================
