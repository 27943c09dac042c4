-------------------------- MODULE SeveralModules --------------------------
\* The modules that this one needs stand behind it in its file, as SANY has it.
EXTENDS Base
VARIABLE y
Other == INSTANCE Counter WITH n <- y
Init == x = 0 /\ Other!Zero
Next == (x' = (x + 1) % Most /\ y' = y) \/ (Other!Up /\ UNCHANGED x)
===========================================================================

Text between modules belongs to none.

------------------------------- MODULE Base -------------------------------
EXTENDS Naturals
VARIABLE x
Most == 4
===========================================================================
---- MODULE Counter ----
EXTENDS Naturals
VARIABLE n
Zero == n = 0
Up == n < 3 /\ n' = n + 1
====
