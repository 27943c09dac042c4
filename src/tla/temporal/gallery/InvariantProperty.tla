------------------------ MODULE InvariantProperty ------------------------
\* []P as a property: a finite counterexample.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 4
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == [](x < 3)
============================================================
