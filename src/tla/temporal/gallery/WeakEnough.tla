--------------------------- MODULE WeakEnough ---------------------------
\* The only action is enabled for ever, so weak fairness makes it happen.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = 1 - x
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == []<>(x = 1)
============================================================
