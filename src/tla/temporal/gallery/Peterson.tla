---------------------------- MODULE Peterson ----------------------------
\* Peterson's lock: who wants in gets in, with weak fairness of each
\* process.
EXTENDS Naturals
VARIABLES pc, flag, turn
vars == <<pc, flag, turn>>
Proc == {0, 1}
Init == pc = [p \in Proc |-> "idle"] /\ flag = [p \in Proc |-> FALSE] /\ turn = 0
Want(p) == /\ pc[p] = "idle"
           /\ pc' = [pc EXCEPT ![p] = "yield"] /\ flag' = [flag EXCEPT ![p] = TRUE] /\ UNCHANGED turn
Yield(p) == pc[p] = "yield" /\ pc' = [pc EXCEPT ![p] = "wait"] /\ turn' = 1 - p /\ UNCHANGED flag
Enter(p) == /\ pc[p] = "wait" /\ (~flag[1 - p] \/ turn = p)
            /\ pc' = [pc EXCEPT ![p] = "in"] /\ UNCHANGED <<flag, turn>>
Leave(p) == /\ pc[p] = "in"
            /\ pc' = [pc EXCEPT ![p] = "idle"] /\ flag' = [flag EXCEPT ![p] = FALSE] /\ UNCHANGED turn
Next == \E p \in Proc : Want(p) \/ Yield(p) \/ Enter(p) \/ Leave(p)
Spec == Init /\ [][Next]_vars /\ \A p \in Proc : WF_vars(Yield(p)) /\ WF_vars(Enter(p)) /\ WF_vars(Leave(p))
Prop == \A p \in Proc : (pc[p] = "yield") ~> (pc[p] = "in")
============================================================
