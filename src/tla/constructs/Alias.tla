------------------------------ MODULE Alias ------------------------------
EXTENDS Naturals
VARIABLES x, y
Init == x = 0 /\ y = 9
Next == x' = x + 1 /\ y' = y - 1
Low == x < 3
Shown == [x |-> x, next |-> x', sum |-> x + y]
============================================================
