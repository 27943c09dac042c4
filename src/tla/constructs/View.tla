------------------------------ MODULE View ------------------------------
\* The view forgets the clock: of the states with one position, the first that is met is expanded.
EXTENDS Naturals
VARIABLES at, clock
Init == at = 0 /\ clock = 0
Next == \E by \in 1..2 : at' = (at + by) % 7 /\ clock' = clock + by
Early == clock < 20
Position == at
============================================================
