-------------------------- MODULE SelfLoopOnly --------------------------
\* Weak fairness of an action that changes nothing demands nothing.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Stay == x = 0 /\ x' = x
Go == x = 0 /\ x' = 1
Next == Stay \/ Go
Spec == Init /\ [][Next]_x /\ WF_x(Stay)
Prop == <>(x = 1)
============================================================
