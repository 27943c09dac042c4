-------------------------- MODULE SimplexAbstract --------------------------
(***************************************************************************)
(* Simplex consensus, votes only: who has voted for what, and nothing of   *)
(* who knows what.  A certificate is a fact about the votes, a node is in  *)
(* all views at once, and a message that is late is a step not yet taken.  *)
(* What is safe here is safe in whatever order messages arrive.            *)
(*                                                                         *)
(* In each view a leader proposes a block.  Nodes vote to notarize it, to  *)
(* nullify the view when it takes too long, and to finalize the block once *)
(* it is notarized.  Safety rests on two rules: nobody both nullifies and  *)
(* finalizes a view, and a block is voted for only if its parent is        *)
(* notarized and every view between the two is nullified.                  *)
(*                                                                         *)
(* Byzantine nodes have no state: their votes are always there.            *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences, TLC

CONSTANTS
    Honest,         \* the nodes that follow the protocol
    NodeCount,      \* n, the nodes of the cloud
    MaxView,        \* the views that are explored
    ByzantineView,  \* the views that a Byzantine node leads
    Label           \* what tells two blocks of one view and parent apart

ByzantineCount == NodeCount - Cardinality(Honest)

View == 1..MaxView

(* At most f nodes are faulty, and f is less than a third of n.            *)
Quorum == NodeCount - (NodeCount - 1) \div 3

(* How many honest votes a certificate contains at least.                  *)
HonestQuorum == Quorum - ByzantineCount

ASSUME
    /\ Cardinality(Honest) <= NodeCount
    /\ MaxView \in Nat \ {0}
    /\ ByzantineView \subseteq View
    /\ 0 \in Label
    /\ Label \subseteq Nat

(* Honest nodes are interchangeable: leaders are Byzantine or honest, and  *)
(* no node is named.                                                       *)
Symmetry == Permutations(Honest)

----------------------------------------------------------------------------
(* A block is its chain: the view and the label of each of its ancestors   *)
(* and of itself, from the oldest on.                                      *)

Genesis == <<>>

None == << <<0, 0>> >>  \* not a block

Child(parent, v, l) == Append(parent, <<v, l>>)
ViewOf(block) == IF block = Genesis THEN 0 ELSE block[Len(block)][1]
ParentOf(block) == SubSeq(block, 1, Len(block) - 1)
IsAncestor(a, b) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a

(* All blocks of views up to v.                                            *)
RECURSIVE BlocksUpTo(_)
BlocksUpTo(v) ==
    IF v = 0 THEN {}
    ELSE LET before == BlocksUpTo(v - 1)
         IN before \cup {Child(p, v, l) : p \in before \cup {Genesis}, l \in Label}

Block == BlocksUpTo(MaxView)

----------------------------------------------------------------------------
VARIABLES
    note,  \* [Honest -> [View -> Block]]: the block that a node voted to notarize
    st,    \* [Honest -> [View -> "none", "nul" or "fin"]]: its vote on the view's end
    prop   \* [View -> Block]: what an honest leader has proposed

vars == <<note, st, prop>>

Notarized(v, b) == Cardinality({i \in Honest : note[i][v] = b}) >= HonestQuorum
Nullified(v) == Cardinality({i \in Honest : st[i][v] = "nul"}) >= HonestQuorum

(* A finalize vote names no block here: only one block of a view can have  *)
(* a notarization, which S1 says.                                          *)
Finalized(v, b) ==
    /\ Notarized(v, b)
    /\ Cardinality({i \in Honest : st[i][v] = "fin"}) >= HonestQuorum

ValidParent(v, p) ==
    /\ ViewOf(p) < v
    /\ IF p = Genesis THEN TRUE ELSE Notarized(ViewOf(p), p)
    /\ \A w \in View : (w > ViewOf(p) /\ w < v) => Nullified(w)

Init ==
    /\ note = [i \in Honest |-> [v \in View |-> None]]
    /\ st = [i \in Honest |-> [v \in View |-> "none"]]
    /\ prop = [v \in View |-> None]

(* The honest leader of view v proposes one block, a child of p.           *)
Propose(v, p) ==
    /\ v \notin ByzantineView
    /\ prop[v] = None
    /\ ValidParent(v, p)
    /\ prop' = [prop EXCEPT ![v] = Child(p, v, 0)]
    /\ UNCHANGED <<note, st>>

(* A Byzantine leader has proposed everything that a node can accept.      *)
Proposed(b) ==
    IF ViewOf(b) \in ByzantineView
    THEN ValidParent(ViewOf(b), ParentOf(b))
    ELSE prop[ViewOf(b)] = b

Notarize(i, b) ==
    /\ note[i][ViewOf(b)] = None
    /\ Proposed(b)
    /\ note' = [note EXCEPT ![i][ViewOf(b)] = b]
    /\ UNCHANGED <<st, prop>>

Nullify(i, v) ==
    /\ st[i][v] = "none"
    /\ st' = [st EXCEPT ![i][v] = "nul"]
    /\ UNCHANGED <<note, prop>>

Finalize(i, v) ==
    /\ st[i][v] = "none"
    /\ \E b \in Block : ViewOf(b) = v /\ Notarized(v, b)
    /\ st' = [st EXCEPT ![i][v] = "fin"]
    /\ UNCHANGED <<note, prop>>

Next ==
    \/ \E v \in View, p \in Block \cup {Genesis} : Propose(v, p)
    \/ \E i \in Honest, b \in Block : Notarize(i, b)
    \/ \E i \in Honest, v \in View : Nullify(i, v)
    \/ \E i \in Honest, v \in View : Finalize(i, v)

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ note \in [Honest -> [View -> Block \cup {None}]]
    /\ st \in [Honest -> [View -> {"none", "nul", "fin"}]]
    /\ prop \in [View -> Block \cup {None}]

NotarizedBlocks == {b \in Block : Notarized(ViewOf(b), b)}
FinalizedBlocks == {b \in Block : Finalized(ViewOf(b), b)}

(* S1. A view has at most one notarized block.                             *)
OneNotarized ==
    LET notarized == NotarizedBlocks
    IN \A b, c \in notarized : ViewOf(b) = ViewOf(c) => b = c

(* S2. No view is both nullified and finalized.                            *)
FinalIsNotNullified ==
    \A b \in FinalizedBlocks : ~ Nullified(ViewOf(b))

(* S3. Whatever is notarized later descends from what is final.            *)
FinalIsAncestor ==
    LET notarized == NotarizedBlocks
    IN \A b \in FinalizedBlocks : \A c \in notarized : ViewOf(b) < ViewOf(c) => IsAncestor(b, c)

(* S4. Finalized blocks form a chain.                                      *)
Agreement ==
    LET finalized == FinalizedBlocks
    IN \A b, c \in finalized : IsAncestor(b, c) \/ IsAncestor(c, b)

(* S7. The parent of a notarized block is notarized, and every view that   *)
(* the block skips is nullified.                                           *)
SkippedIsNullified ==
    \A b \in NotarizedBlocks : ValidParent(ViewOf(b), ParentOf(b))

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

AllViewsFinalized == \A v \in View : \E b \in Block : ViewOf(b) = v /\ Finalized(v, b)

NullifiedThenFinalized ==
    \E v \in View, b \in Block : Nullified(v) /\ ViewOf(b) > v /\ Finalized(ViewOf(b), b)

(* A block that was notarized although its view is nullified: it may be an *)
(* ancestor of later blocks or not.                                        *)
NotarizedAndNullified ==
    \E b \in Block : Notarized(ViewOf(b), b) /\ Nullified(ViewOf(b))

FinalizedAfterEquivocation ==
    \E v \in ByzantineView, i, j \in Honest, b \in Block :
        /\ note[i][v] # note[j][v]
        /\ note[i][v] # None
        /\ note[j][v] # None
        /\ ViewOf(b) = v
        /\ Finalized(v, b)
=============================================================================
