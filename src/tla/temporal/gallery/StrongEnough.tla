-------------------------- MODULE StrongEnough --------------------------
\* As WeakNotEnough, with strong fairness: what is enabled again and
\* again happens.
EXTENDS Naturals
VARIABLES open, inside
vars == <<open, inside>>
Init == open = FALSE /\ inside = FALSE
Toggle == open' = ~open /\ UNCHANGED inside
Enter == open /\ ~inside /\ inside' = TRUE /\ UNCHANGED open
Next == Toggle \/ Enter
Spec == Init /\ [][Next]_vars /\ WF_vars(Toggle) /\ SF_vars(Enter)
Prop == <>inside
============================================================
