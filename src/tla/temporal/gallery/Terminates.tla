--------------------------- MODULE Terminates ---------------------------
\* A terminal state stutters for ever.
EXTENDS Naturals
VARIABLE x
Init == x = 5
Next == x > 0 /\ x' = x - 1
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == <>[](x = 0) /\ [](x = 0 => []<>(x = 0))
============================================================
