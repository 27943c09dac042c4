------------------------- MODULE NoFairBehaviour -------------------------
\* Fairness of an action that Next does not allow: no behaviour is fair,
\* and any property would hold.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x /\ WF_x(x' = 7)
Prop == <>(x = 5)
============================================================
