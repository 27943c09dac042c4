---------------------------- MODULE NotStable ----------------------------
\* <>[] of a disjunction is not a disjunction of <>[].
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == (<>[](x = 0)) \/ (<>[](x \in {1, 2}))
============================================================
