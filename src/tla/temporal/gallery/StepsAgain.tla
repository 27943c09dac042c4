--------------------------- MODULE StepsAgain ---------------------------
\* []<><<A>>_v: the step itself happens again and again.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Up == x < 3 /\ x' = x + 1
Reset == x = 3 /\ x' = 0
Next == Up \/ Reset
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == []<><<Reset>>_x
============================================================
