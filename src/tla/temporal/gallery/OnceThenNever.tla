-------------------------- MODULE OnceThenNever --------------------------
\* P holds once, before the cycle, and never again.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = IF x = 2 THEN 1 ELSE x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == []<>(x = 0)
============================================================
