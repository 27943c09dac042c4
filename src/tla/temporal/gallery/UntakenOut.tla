---------------------------- MODULE UntakenOut ----------------------------
\* As Untaken, with strong fairness of the step that leaves the inner cycle.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Spin == x' = (x + 1) % 3 /\ UNCHANGED y
Skip == x = 1 /\ x' = 0 /\ UNCHANGED y
Exit == x = 2 /\ y = 0 /\ y' = 1 /\ UNCHANGED x
Next == Spin \/ Skip \/ Exit
Spec == Init /\ [][Next]_vars /\ WF_vars(Spin) /\ SF_vars(Exit) /\ SF_vars(x = 1 /\ Spin)
Prop == <>(y = 1)
============================================================
