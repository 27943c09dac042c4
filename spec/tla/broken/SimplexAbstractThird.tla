------------------------ MODULE SimplexAbstractThird ------------------------
(* SimplexAbstract.tla with a third of the nodes Byzantine, n = 3f, and    *)
(* quorums of n - f: two of them need not meet in an honest node.          *)
EXTENDS SimplexAbstract

ThirdQuorum == NodeCount - NodeCount \div 3
=============================================================================
