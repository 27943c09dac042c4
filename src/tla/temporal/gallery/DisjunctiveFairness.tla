----------------------- MODULE DisjunctiveFairness -----------------------
\* One of two conditions is assumed, and it is open which.
EXTENDS Naturals
VARIABLES a, b
vars == <<a, b>>
Init == a = 0 /\ b = 0
A == a' = 1 - a /\ UNCHANGED b
B == b' = 1 - b /\ UNCHANGED a
Next == A \/ B
Spec == Init /\ [][Next]_vars /\ (WF_vars(A) \/ WF_vars(B))
Prop == ([]<>(a = 1)) \/ ([]<>(b = 1))
============================================================
