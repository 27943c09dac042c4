----------------------- MODULE FairThroughInstance -----------------------
\* Two steps here are one step of the module that the instance is of. Whether
\* that step is enabled is asked of its own variable: no step here changes
\* x \div 2 from an even x.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 6
Spec == Init /\ [][Next]_x /\ WF_x(Next)

------------------------------ MODULE Coarse ------------------------------
VARIABLE at
Start == at = 0
Step == at' = (at + 1) % 3
Whole == Start /\ [][Step]_at /\ WF_at(Step) /\ []ENABLED <<Step>>_at
===========================================================================

I == INSTANCE Coarse WITH at <- x \div 2
Prop == I!Whole
===========================================================================
