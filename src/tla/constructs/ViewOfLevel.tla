---------------------------- MODULE ViewOfLevel ----------------------------
\* The view shows the level, so that a state that is met again later is expanded again.
EXTENDS Naturals, TLC
VARIABLE x
Init == x = 0
Next == TLCGet("level") < 7 /\ x' \in {1 - x, x}
Level == <<x, TLCGet("level")>>
Reached == x = 0 => TLCGet("level") < 9
============================================================================
