----------------------- MODULE FairEachTurnsStrong -----------------------
\* Each turn comes again and again, and strong fairness for each process is enough.
EXTENDS Naturals
VARIABLES turn, served
vars == <<turn, served>>
Init == turn = 0 /\ served = {}
Act(p) == turn = p /\ served' = served \cup {p} /\ UNCHANGED turn
Pass == turn' = 1 - turn /\ UNCHANGED served
Next == (\E p \in {0, 1} : Act(p)) \/ Pass
Spec == Init /\ [][Next]_vars /\ (\A p \in {0, 1} : SF_vars(Act(p))) /\ WF_vars(Pass)
Prop == <>(1 \in served)
============================================================
