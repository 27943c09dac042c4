---------------------- MODULE StrongTwice ----------------------
\* Two strong conditions, each of which forbids one of two cycles; without
\* both, waiting in the state between them is not weakly fair.
EXTENDS Naturals
VARIABLES x, won
vars == <<x, won>>
Init == x = 0 /\ won = FALSE
Walk == ~won /\ x' \in (IF x = 0 THEN {1, 2} ELSE {0}) /\ UNCHANGED won
WinHigh == ~won /\ x = 2 /\ won' = TRUE /\ UNCHANGED x
WinLow == ~won /\ x = 1 /\ won' = TRUE /\ UNCHANGED x
Next == Walk \/ WinHigh \/ WinLow
Spec == Init /\ [][Next]_vars /\ WF_vars(Walk) /\ SF_vars(WinHigh) /\ SF_vars(WinLow)
Prop == <>won
============================================================
