------------------------- MODULE ActionConstraint -------------------------
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Next == (x' = (x + 1) % 6 /\ y' = y) \/ (y' = (y + 1) % 6 /\ x' = x)
Slowly == y' - y < 2
Never == ~(x = 3 /\ x' = 4)
============================================================
