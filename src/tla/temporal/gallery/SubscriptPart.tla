-------------------------- MODULE SubscriptPart --------------------------
\* A step of A that leaves the subscript alone is no step of fairness: A may turn y for ever.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
A == (x < 2 /\ x' = x + 1 /\ UNCHANGED y) \/ (y' = 1 - y /\ UNCHANGED x)
Next == A
Spec == Init /\ [][Next]_vars /\ WF_vars(A)
Prop == <>(x = 2)
============================================================
