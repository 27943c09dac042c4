-------------------------- MODULE FairSomeTurns --------------------------
\* Weak fairness of "somebody acts": enabled in every state until both are served, so it is taken, but by whom is open.
EXTENDS Naturals
VARIABLES turn, served
vars == <<turn, served>>
Init == turn = 0 /\ served = {}
Act(p) == turn = p /\ served' = served \cup {p} /\ UNCHANGED turn
Pass == turn' = 1 - turn /\ UNCHANGED served
Next == (\E p \in {0, 1} : Act(p)) \/ Pass
Spec == Init /\ [][Next]_vars /\ WF_vars(\E p \in {0, 1} : Act(p))
Prop == <>(served # {})
============================================================
