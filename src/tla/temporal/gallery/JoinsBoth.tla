---------------------------- MODULE JoinsBoth ----------------------------
\* Two ways join in one state, and Q holds on both.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Split == x = 0 /\ x' \in {1, 2}
Join == x \in {1, 2} /\ x' = 3
Next == Split \/ Join
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == <>(x \in {1, 2})
============================================================
