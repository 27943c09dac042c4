--------------------------- MODULE ViewOfOrbits ---------------------------
EXTENDS Naturals, FiniteSets, TLC
CONSTANT Process
VARIABLES ready, count
Init == ready = {} /\ count = 0
Next == \E p \in Process : /\ ready' = IF p \in ready THEN ready \ {p} ELSE ready \cup {p}
                           /\ count' = (count + 1) % 5
Symmetry == Permutations(Process)
Ready == <<ready, count > 3>>
============================================================
