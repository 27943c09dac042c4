----------------------- MODULE UnfairThroughInstance -----------------------
\* The step of the instance is enabled for ever and need not be taken:
\* x may go to and fro between 0 and 1, where its variable stays 0.
EXTENDS Naturals
VARIABLE x
Init == x = 0
Next == x' = (x + 1) % 6 \/ (x % 2 = 1 /\ x' = x - 1)
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
