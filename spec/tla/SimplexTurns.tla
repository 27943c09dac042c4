---------------------------- MODULE SimplexTurns ----------------------------
(***************************************************************************)
(* L4 of Simplex: where nodes lead in turn, at most as many views in a row *)
(* have a Byzantine leader as there are Byzantine nodes.  So once messages *)
(* arrive in time, a good view comes after at most f views.                *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANT MaxNodes  \* the size of the largest cloud

ASSUME MaxNodes \in Nat \ {0}

VARIABLES
    size,       \* 1..MaxNodes: n, the nodes of the cloud
    byzantine,  \* SUBSET (1..size): any of them, fewer than a third
    view,       \* the view; after two rounds everything repeats
    inARow      \* how many views in a row, up to this one, a Byzantine node leads

vars == <<size, byzantine, view, inARow>>

(* Node 1 leads view 1.                                                    *)
Leader(v) == ((v - 1) % size) + 1

CountedOn(run, v) == IF Leader(v) \in byzantine THEN run + 1 ELSE 0

Init ==
    /\ size \in 1..MaxNodes
    /\ byzantine \in {B \in SUBSET (1..size) : 3 * Cardinality(B) < size}
    /\ view = 1
    /\ inARow = CountedOn(0, 1)

Enter(v) ==
    /\ v = view + 1
    /\ view' = v
    /\ inARow' = CountedOn(inARow, v)
    /\ UNCHANGED <<size, byzantine>>

Next == \E v \in 2..(2 * size) : Enter(v)

Spec == Init /\ [][Next]_vars

TypeOK ==
    /\ size \in 1..MaxNodes
    /\ byzantine \subseteq 1..size
    /\ view \in 1..(2 * size)
    /\ inARow \in 0..view

(* L4.                                                                     *)
FewByzantineInARow == inARow <= Cardinality(byzantine)

(* The bound is reached, by the most Byzantine nodes that there may be.    *)
BoundIsReached == inARow = (MaxNodes - 1) \div 3
=============================================================================
