------------------------- MODULE AnsweredAtOnce -------------------------
\* Where P and Q hold together, P is answered.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x
Prop == (x = 1) ~> (x \in {1, 7})
============================================================
