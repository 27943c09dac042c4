--------------------- MODULE SimplexAbstractSmallQuorum ---------------------
(* SimplexAbstract.tla with quorums of one vote less.                      *)
EXTENDS SimplexAbstract

SmallQuorum == NodeCount - (NodeCount - 1) \div 3 - 1
=============================================================================
