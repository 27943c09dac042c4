-------------------------- MODULE InitialOutside --------------------------
EXTENDS Naturals
VARIABLE x
Init == x \in 0..6
Next == x' = x
Bounded == x < 4
Small == x < 6
============================================================
