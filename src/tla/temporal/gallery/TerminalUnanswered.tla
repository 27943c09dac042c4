------------------------ MODULE TerminalUnanswered ------------------------
\* A state without successors answers nothing more: the behaviour stutters there.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x < 2 /\ x' \in {x + 1, 3}
Spec == Init /\ [][Next]_x /\ WF_x(Next)
Prop == (x = 0) ~> (x = 2)
============================================================
