--------------------------- MODULE Composition ---------------------------
\* TLC evaluates \cdot with -Dtlc2.tool.impl.Tool.cdot=true, and counts the states between.
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 0
Add(n) == x < 6 /\ x' = x + n /\ y' = y
Halve == x' = x \div 2 /\ y' \in {y, 1 - y}
Both(n) == Add(n) \cdot Halve
Next == \/ \E n \in 1..3 : Add(n) \/ Both(n)
        \/ ENABLED (Add(5) \cdot (x > 8 /\ Halve)) /\ x' = 0 /\ y' = y
Bounded == x < 9
============================================================
