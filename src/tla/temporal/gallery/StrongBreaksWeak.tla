------------------------- MODULE StrongBreaksWeak -------------------------
\* Avoiding the state that enables the strong action leaves a cycle in which a weak one is always enabled: both are fair, so it is left.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Weak == x \in {0, 1} /\ x' = 3
Strong == x = 2 /\ x' = 3
Next == \/ x = 0 /\ x' = 1
        \/ x = 1 /\ x' \in {0, 2}
        \/ x = 2 /\ x' = 0
        \/ Weak \/ Strong
        \/ x = 3 /\ x' = 3
Spec == Init /\ [][Next]_x /\ WF_x(Next) /\ WF_x(Weak) /\ SF_x(Strong)
Prop == <>(x = 3)
============================================================
