------------------------- MODULE ConstantOperator -------------------------
\* The cfg puts an operator that takes a step in the place of a constant operator, also in an instance.
EXTENDS Naturals
CONSTANT Choose(_, _)
VARIABLES x, y

------------------------------ MODULE Chooser ------------------------------
EXTENDS Naturals
CONSTANT Pick(_, _)
VARIABLE z
Step == z < 5 /\ Pick(z, z')
===========================================================================
C == INSTANCE Chooser WITH z <- x, Pick <- Choose

Init == x = 0 /\ y = 0
Next == \/ C!Step
        \/ x = 5 /\ UNCHANGED <<x, y>>
ChooseNext(from, to) == /\ to = from + 1
                        /\ y' \in {1 - y, y + from} /\ y' < 2
===========================================================================
