-------------------------- MODULE Subexpressions --------------------------
EXTENDS Naturals
VARIABLES x, y
Bounds(n) == /\ x \in 0..n
             /\ low :: (y < 3 \/ x = 9)
             /\ \A i \in 1..n : each(i) :: (x + y # 20 + i)
Infix == x = 1 /\ y = 1 /\ x < y
THEOREM Fact == \E i \in 0..3 : i = x % 4

------------------------------- MODULE Part -------------------------------
VARIABLE z
Stays == z \in 0..5 /\ z # 7
===========================================================================
P == INSTANCE Part WITH z <- x

Init0 == x = 0 /\ y = 0
Init == x = 0 /\ Init0!2
Up == x' = (x + 1) % 6 /\ y' = IF x = 5 THEN (y + 1) % 3 ELSE y
Next == \/ Up
        \/ Bounds(3)!1 /\ ~Infix!1!1 /\ Up!1 /\ y' = 0
Parts == /\ Bounds(5)!1
         /\ Bounds(5)!low
         /\ Bounds(5)!3!(2)
         /\ Bounds(5)!each(4)
         /\ Infix!>> => x < 2
         /\ Infix!<<!1 => x = 1
         /\ Fact!:
         /\ P!Stays!1
===========================================================================
