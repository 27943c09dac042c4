--------------------------- MODULE ViewUnsound ---------------------------
\* Under the view that forgets y, the state from which x rises is the one
\* in which it stays.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y \in {0, 1}
Next == x = 0 /\ y = 1 /\ x' = 1 /\ UNCHANGED y
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
View == x
Prop == <>(x = 1)
============================================================
