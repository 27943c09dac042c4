----------------------------- MODULE Enabled -----------------------------
\* ENABLED in guards, invariants and properties, of actions with parameters, of an operator's argument, and under a prime.
EXTENDS Naturals
VARIABLES x, y
vars == <<x, y>>
Init == x = 0 /\ y = 0
Up(n) == x + n < 5 /\ x' = x + n /\ y' = y
Turn == x' \in {x, 0} /\ x > 2 /\ y' = (y + 1) % 3
Can(A) == ENABLED A
Rest == ~ENABLED (\E n \in 1..2 : Up(n)) /\ Can(Turn) /\ UNCHANGED vars
Other == ENABLED Up(4) /\ x' = 3 /\ y' = y /\ (ENABLED Turn)'
Reset == x = 3 /\ (ENABLED <<Up(1) \/ Up(2)>>_vars) /\ x' = 0 /\ y' = 0
Next == (\E n \in 1..2 : Up(n)) \/ Turn \/ Rest \/ Other \/ Reset
Spec == Init /\ [][Next]_vars /\ WF_vars(Next)
Small == ENABLED Up(1) => x < 4
Alive == ENABLED Next /\ ~ENABLED (x' = 1 /\ x' = 2) /\ ENABLED (y' = 1 \/ y' = 2)
Turns == [](ENABLED Rest => <>~ENABLED Up(1))
============================================================
