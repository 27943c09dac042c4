------------------------- MODULE ConstraintCuts -------------------------
\* The counter grows for ever and never returns to 0. The constraint cuts
\* all infinite fair behaviours off, and TLC, which sees no others,
\* reports success.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = x + 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Small == x < 4
Prop == []<>(x = 0)
============================================================
