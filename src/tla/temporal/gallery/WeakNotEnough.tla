-------------------------- MODULE WeakNotEnough --------------------------
\* The door opens and closes for ever. Entering is never enabled for
\* good, and weak fairness does not make it happen.
EXTENDS Naturals
VARIABLES open, inside
vars == <<open, inside>>
Init == open = FALSE /\ inside = FALSE
Toggle == open' = ~open /\ UNCHANGED inside
Enter == open /\ ~inside /\ inside' = TRUE /\ UNCHANGED open
Next == Toggle \/ Enter
Spec == Init /\ [][Next]_vars /\ WF_vars(Toggle) /\ WF_vars(Enter)
Prop == <>inside
============================================================
