--------------------------- MODULE Unsupported ---------------------------
\* A counterexample would have to satisfy [](~P \/ []~Q), which the
\* search has no form for.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 3
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == <>(x = 1 /\ <>(x = 2))
============================================================
