----------------------- MODULE AnsweredBeforeCycle -----------------------
\* P holds before the cycle only, and is answered there.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = CASE x < 3 -> x + 1 [] x = 3 -> 4 [] x = 4 -> 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == (x = 1) ~> (x = 2)
============================================================
