------------------------ MODULE GsiBondsWholeReward -------------------------
(***************************************************************************)
(* BROKEN: right claimants get all that is left, and nothing is burned.    *)
(* A liar and a claimant of one adversary then give each other the margin: *)
(* a bond above the costs of the ladder deters nobody.                     *)
(***************************************************************************)
EXTENDS GsiBonds

WholeReward == IF Right = {} THEN 0 ELSE Left \div Cardinality(Right)
=============================================================================
