--------------------------- MODULE StepsUnfair ---------------------------
\* []<><<A>>_v is not []<>(what A leads to): B leads there too.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
A == x = 0 /\ x' = 1 /\ y' = 0
B == x = 0 /\ x' = 1 /\ y' = 1
Back == x = 1 /\ x' = 0 /\ UNCHANGED y
Next == A \/ B \/ Back
Spec == Init /\ [][Next]_vars /\ WF_vars(Next) /\ WF_vars(A)
Prop == []<><<A>>_vars
============================================================
