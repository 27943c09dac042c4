------------------------- MODULE SymmetryTwoSets -------------------------
\* Two classes of model values, permuted apart; a record with a field of each, and a set of functions.
EXTENDS TLC
CONSTANTS Node, Value
VARIABLES told, chosen
Init == told = {} /\ chosen = [n \in Node |-> {}]
Tell(n, v) == [node |-> n, value |-> v] \notin told /\ told' = told \cup {[node |-> n, value |-> v]} /\ UNCHANGED chosen
Choose(n) == /\ chosen[n] = {}
             /\ \E m \in told : chosen' = [chosen EXCEPT ![n] = {m.value}]
             /\ UNCHANGED told
Next == \E n \in Node : Choose(n) \/ \E v \in Value : Tell(n, v)
TypeOK == chosen \in [Node -> SUBSET Value]
Both == Permutations(Node) \cup Permutations(Value)
============================================================
