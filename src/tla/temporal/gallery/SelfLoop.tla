---------------------------- MODULE SelfLoop ----------------------------
\* Staying is no step that changes x, so weak fairness of Stay or Go is
\* enabled by Go alone, and Go happens.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Stay == x = 0 /\ x' = x
Go == x = 0 /\ x' = 1
Next == Stay \/ Go
Spec == Init /\ [][Next]_x /\ WF_x(Stay \/ Go)
Prop == <>(x = 1)
============================================================
