-------------------------- MODULE ViewOfInfinite --------------------------
\* The counter grows for ever; the view shows whose turn it is.
EXTENDS Naturals
VARIABLES turn, count
vars == <<turn, count>>
Init == turn = 0 /\ count = 0
Pass == turn < 2 /\ turn' = turn + 1 /\ count' = count + 1
Idle == turn = 1 /\ UNCHANGED vars
Again == turn = 2 /\ turn' = 0 /\ count' = count + 1
Next == Pass \/ Idle \/ Again
Spec == Init /\ [][Next]_vars /\ WF_vars(Again)
Turn == turn
Returns == []<>(turn = 0)
Moves == [](count >= 0)
============================================================
