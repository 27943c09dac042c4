--------------------------- MODULE Implication ---------------------------
\* An assumption as the left side of an implication: where 1 and 2 are
\* each served or not asking again and again, served is 1 or the turn is
\* 2 again and again.
EXTENDS Naturals
VARIABLES turn, served
vars == <<turn, served>>
Proc == {1, 2}
Init == turn = 1 /\ served = 0
Pass == turn' = 3 - turn /\ UNCHANGED served
Serve(p) == turn = p /\ served # p /\ served' = p /\ UNCHANGED turn
Next == Pass \/ \E p \in Proc : Serve(p)
Spec == Init /\ [][Next]_vars /\ WF_vars(Pass)
Prop == (\A p \in Proc : []<>(turn = p => served = p)) => (\A p \in Proc : []<>(served = 1 \/ turn = 2))
============================================================
