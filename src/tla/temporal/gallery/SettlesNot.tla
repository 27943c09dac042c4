--------------------------- MODULE SettlesNot ---------------------------
\* As Settles with weak fairness: the cycle need never be left.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Swing == x < 2 /\ x' = 1 - x
Leave == x = 1 /\ x' = 2
Next == Swing \/ Leave
Spec == Init /\ [][Next]_x /\ WF_x(Swing) /\ WF_x(Leave)
Prop == <>[](x = 2)
============================================================
