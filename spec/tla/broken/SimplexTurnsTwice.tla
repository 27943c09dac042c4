------------------------- MODULE SimplexTurnsTwice --------------------------
(* SimplexTurns.tla with leaders that stay for two views.                  *)
EXTENDS SimplexTurns

TwiceLeader(v) == (((v - 1) \div 2) % size) + 1
=============================================================================
