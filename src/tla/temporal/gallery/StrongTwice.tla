--------------------------- MODULE StrongTwice ---------------------------
\* Two strong conditions: the cycle that avoids the one enables the other
\* for good.
EXTENDS Naturals
VARIABLES x, won
vars == <<x, won>>
Init == x = 0 /\ won = FALSE
Walk == ~won /\ x' = (x + 1) % 4 /\ UNCHANGED won
Back == ~won /\ x = 1 /\ x' = 0 /\ UNCHANGED won
WinHigh == ~won /\ x \in {2, 3} /\ won' = TRUE /\ UNCHANGED x
WinLow == ~won /\ x = 1 /\ won' = TRUE /\ UNCHANGED x
Next == Walk \/ Back \/ WinHigh \/ WinLow
Spec == Init /\ [][Next]_vars /\ WF_vars(Walk) /\ SF_vars(WinHigh) /\ SF_vars(WinLow)
Prop == <>won
============================================================
