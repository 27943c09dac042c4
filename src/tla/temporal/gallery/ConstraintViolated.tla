----------------------- MODULE ConstraintViolated -----------------------
\* A counterexample inside of the constraint is one all the same.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x' = x + 1
Down == x > 0 /\ x' = x - 1
Next == Up \/ Down
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Small == x < 4
Prop == <>(x = 3)
============================================================
