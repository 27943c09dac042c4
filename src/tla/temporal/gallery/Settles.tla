----------------------------- MODULE Settles -----------------------------
\* A cycle that is left, since leaving it is strongly fair: from then on
\* x = 2.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Swing == x < 2 /\ x' = 1 - x
Leave == x = 1 /\ x' = 2
Next == Swing \/ Leave
Spec == Init /\ [][Next]_x /\ WF_x(Swing) /\ SF_x(Leave)
Prop == <>[](x = 2)
============================================================
