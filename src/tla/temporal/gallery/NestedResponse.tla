-------------------------- MODULE NestedResponse --------------------------
\* After an accepted request the lamp stays on at last; the cycle through 4 and 5 is left by strong fairness alone.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Leave == x = 5 /\ x' = 6
Next == \/ x = 0 /\ x' \in {0, 1}
        \/ x = 1 /\ x' \in {4, 5}
        \/ x = 4 /\ x' = 5
        \/ Leave
        \/ x = 5 /\ x' = 4
        \/ x = 6 /\ x' = 7
        \/ x = 7 /\ x' = 6
Spec == Init /\ [][Next]_x /\ WF_x(Next) /\ SF_x(Leave)
Prop == [](x = 1 => <>[](x \in {6, 7}))
============================================================
