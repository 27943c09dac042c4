------------------------- MODULE ResponseAssumed -------------------------
\* (A ~> B) => (B ~> C) with an assumed response.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' \in {(x + 1) % 4, 0}
Spec == Init /\ [][Next]_x
Prop == ((x = 1) ~> (x = 2)) => ((x = 1) ~> (x \in {2, 3}))
============================================================
