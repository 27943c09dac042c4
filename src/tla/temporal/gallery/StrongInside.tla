-------------------------- MODULE StrongInside --------------------------
\* The component as a whole takes no step of Win and enables it in one
\* state, but a smaller cycle inside does not visit that state: it is
\* fair, and a counterexample.
EXTENDS Naturals
VARIABLES x, won
vars == <<x, won>>
Init == x = 0 /\ won = FALSE
Walk == ~won /\ x' = (x + 1) % 3 /\ UNCHANGED won
Short == ~won /\ x = 1 /\ x' = 0 /\ UNCHANGED won
Win == ~won /\ x = 2 /\ won' = TRUE /\ UNCHANGED x
Next == Walk \/ Short \/ Win
Spec == Init /\ [][Next]_vars /\ WF_vars(Walk) /\ SF_vars(Win)
Prop == <>won
============================================================
