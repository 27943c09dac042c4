------------------------- MODULE SymmetryUnsound -------------------------
\* The token goes round, so no process holds it for ever. Of the orbit
\* there is one state only, with a step to itself, and checked on orbits
\* the property would hold.
EXTENDS Naturals, TLC
CONSTANT Process
VARIABLE token
Init == token \in Process
Next == \E p \in Process \ {token} : token' = p
Spec == Init /\ [][Next]_token /\ WF_token(Next)
Symmetry == Permutations(Process)
Prop == \E p \in Process : <>[](token = p)
============================================================
