---- MODULE Levels ----
\* TLCGet and TLCSet in a step, a constraint and an invariant, and a constant that is chosen at random.
EXTENDS Naturals, TLC

Chosen == RandomElement({7})
ASSUME TLCSet(1, 0) /\ TLCGet("config").mode = "bfs"

VARIABLE x

Init == x \in {0, Chosen - 4}
Next == \/ x' = x + TLCGet("level")
        \/ TLCSet(1, TLCGet(1) + 1) /\ x' = 0

Near == TLCGet("level") < 5
AtLevel == x <= 3 + 10 /\ TLCGet("level") \in 1..5
====
