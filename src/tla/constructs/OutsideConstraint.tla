------------------------ MODULE OutsideConstraint ------------------------
\* The state that violates the invariant is kept out by the constraint, and checked all the same.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up(n) == x' = x + n
Next == \E n \in 1..2 : Up(n)
Bounded == x < 4
Small == x < 5
============================================================
