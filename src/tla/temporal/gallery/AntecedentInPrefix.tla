----------------------- MODULE AntecedentInPrefix -----------------------
\* P holds before the cycle only, and Q never: the search must remember
\* that P is pending.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = IF x < 2 THEN x + 1 ELSE 3 - (x - 2)
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == (x = 1) ~> (x = 5)
============================================================
