----------------------------- MODULE Untaken -----------------------------
\* The strong condition is enabled again and again in a state that the cycle may leave out: the inner cycle is a counterexample only if its weak condition is met there.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Spin == x' = (x + 1) % 3 /\ UNCHANGED y
Skip == x = 1 /\ x' = 0 /\ UNCHANGED y
Exit == x = 2 /\ y = 0 /\ y' = 1 /\ UNCHANGED x
Next == Spin \/ Skip \/ Exit
Spec == Init /\ [][Next]_vars /\ WF_vars(Spin) /\ SF_vars(Exit)
Prop == <>(y = 1)
============================================================
