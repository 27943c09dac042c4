-------------------------- MODULE SubscriptOther --------------------------
\* The same with x alone as the subscript.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
A == (x < 2 /\ x' = x + 1 /\ UNCHANGED y) \/ (y' = 1 - y /\ UNCHANGED x)
Next == A
Spec == Init /\ [][Next]_vars /\ WF_x(A)
Prop == <>(x = 2)
============================================================
