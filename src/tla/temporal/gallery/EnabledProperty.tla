------------------------- MODULE EnabledProperty -------------------------
\* ENABLED in the antecedent; the cycle between 0 and 1 avoids the goal.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Go == x = 0 /\ x' = 1
Next == Go \/ (x = 1 /\ x' \in {0, 2}) \/ (x = 2 /\ x' = 1)
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == [](ENABLED Go => <>(x = 2))
============================================================
