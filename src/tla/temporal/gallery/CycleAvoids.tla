--------------------------- MODULE CycleAvoids ---------------------------
\* A cycle without P is reached through states with P: eventually P, and
\* not for a checker that ends its search at visited states.
EXTENDS Naturals
VARIABLES x, p
vars == <<x, p>>
Init == x = 0 /\ p \in BOOLEAN
Next == x' = (x + 1) % 3 /\ p' = p
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Prop == <>p
============================================================
