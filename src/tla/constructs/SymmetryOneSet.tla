------------------------- MODULE SymmetryOneSet -------------------------
\* Processes queue up and leave; orbits of sets, sequences and functions.
EXTENDS Naturals, Sequences, FiniteSets, TLC
CONSTANTS Process, None
VARIABLES queue, holder, served
vars == <<queue, holder, served>>
Init == queue = <<>> /\ holder = None /\ served = [p \in Process |-> {}]
Queued == {queue[i] : i \in 1..Len(queue)}
Ask(p) == p \notin Queued /\ p # holder /\ Len(queue) < 2 /\ queue' = Append(queue, p) /\ UNCHANGED <<holder, served>>
Take == holder = None /\ queue # <<>> /\ holder' = Head(queue) /\ queue' = Tail(queue) /\ UNCHANGED served
Leave == /\ holder # None
         /\ \E p \in Process : served' = [served EXCEPT ![holder] = @ \cup {p}] /\ Cardinality(served'[holder]) < 3
         /\ holder' = None
         /\ UNCHANGED queue
Next == (\E p \in Process : Ask(p)) \/ Take \/ Leave
Spec == Init /\ [][Next]_vars
Exclusive == holder \notin Queued
Symmetry == Permutations(Process)
============================================================
