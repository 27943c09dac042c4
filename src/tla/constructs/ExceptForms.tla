---------------------------- MODULE ExceptForms ----------------------------
EXTENDS Naturals, Sequences
VARIABLES f, r, s, m
vars == <<f, r, s, m>>
Init == /\ f = [i \in 1..2 |-> 0]
        /\ r = [a |-> 0, b |-> [c |-> <<1, 2>>]]
        /\ s = <<0, 0>>
        /\ m = [i \in 1..2, j \in {"x", "y"} |-> i]
Next == \/ \E i \in 1..2 : f' = [f EXCEPT ![i] = (@ + 1) % 3, ![3 - i] = @ * f[i] % 2] /\ UNCHANGED <<r, s, m>>
        \/ r' = [r EXCEPT !.a = 1 - @, !.b.c[2] = (@ + r.a) % 3] /\ UNCHANGED <<f, s, m>>
        \/ s' = [s EXCEPT ![1] = 1 - @] /\ UNCHANGED <<f, r, m>>
        \/ m' = [m EXCEPT ![1, "x"] = (@ + 1) % 2, ![2, "y"] = m[1, "x"]] /\ UNCHANGED <<f, r, s>>
        \/ r' = [r EXCEPT !["a"] = 0, !.b = [@ EXCEPT !.c = <<1, 2>>]] /\ UNCHANGED <<f, s, m>>
Outside == [f EXCEPT ![7] = 1] = f
============================================================================
