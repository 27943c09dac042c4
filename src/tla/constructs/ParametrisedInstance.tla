----------------------- MODULE ParametrisedInstance -----------------------
\* One instance with a parameter stands for many; its definitions take the parameter first.
EXTENDS Naturals
VARIABLES x, y

------------------------------ MODULE Bounded ------------------------------
EXTENDS Naturals
CONSTANTS Low, High
VARIABLE v
Inside(by) == v + by \in Low..High
Step(by) == Inside(by) /\ v' = v + by
===========================================================================
X(high) == INSTANCE Bounded WITH Low <- 0, High <- high, v <- x
Y(low, high) == INSTANCE Bounded WITH Low <- low, High <- high, v <- y
Init == x = 0 /\ y = 1
Next == \/ \E h \in 2..4 : X(h)!Step(1) /\ y' = y
        \/ \E l \in {1, 2} : Y(l, 5)!Step(2) /\ x' = x
        \/ UNCHANGED <<x, y>>
Kept == X(4)!Inside(0) /\ Y(1, 6)!Inside(0)
===========================================================================
