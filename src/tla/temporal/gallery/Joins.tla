------------------------------ MODULE Joins ------------------------------
\* Two ways join in one state, and P holds on one of them only. A checker
\* that remembers of a state only that it was reached with <>P fulfilled
\* misses the other.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Left == x = 0 /\ x' = 1 /\ UNCHANGED y
Right == x = 0 /\ x' = 2 /\ UNCHANGED y
Join == x \in {1, 2} /\ x' = 3 /\ UNCHANGED y
Next == Left \/ Right \/ Join
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Prop == <>(x = 1)
============================================================
