------------------------------ MODULE Simplex ------------------------------
(***************************************************************************)
(* Simplex consensus as nodes run it: each node is in one view, knows some *)
(* certificates, has a write-ahead log, and may crash and come back.       *)
(*                                                                         *)
(* Votes that were sent stay in the network: a vote that is late is a step *)
(* not yet taken.  A node learns a certificate from votes or from somebody *)
(* who knows it; either way the votes are there.  Byzantine nodes have no  *)
(* state: their votes are always there, so a certificate needs only so     *)
(* many honest ones.                                                       *)
(*                                                                         *)
(* What a node signs is durable before it is sent, and what it knows before*)
(* it goes on: all nodes may crash, and then nobody else knows it.  What a *)
(* crash loses is what the node has asked for.  Disk and network are       *)
(* written in one step: a vote on disk that has not been sent is late.     *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Node,           \* the nodes of the cloud
    Byzantine,      \* the nodes that the adversary controls
    MaxView,        \* the views that are explored
    ByzantineView,  \* the views that a Byzantine node leads
    Label,          \* what tells two blocks of one view and parent apart
    MaxCrashes,     \* how many crashes there are in all
    GoodView        \* the view in which no timer expires, or 0

NodeCount == Cardinality(Node)
Honest == Node \ Byzantine
View == 1..MaxView

(* At most f nodes are faulty, and f is less than a third of n.            *)
Quorum == NodeCount - (NodeCount - 1) \div 3

(* How many honest votes a certificate contains at least.                  *)
HonestQuorum == Quorum - Cardinality(Byzantine)

(* Honest nodes take turns; a Byzantine view has the least Byzantine node. *)
NthHonest(k) == CHOOSE i \in Honest : Cardinality({j \in Honest : j < i}) = k
Leader(v) ==
    IF v \in ByzantineView
    THEN CHOOSE i \in Byzantine : \A j \in Byzantine : i <= j
    ELSE NthHonest((v - 1) % Cardinality(Honest))

ASSUME
    /\ Node \subseteq Nat
    /\ Byzantine \subseteq Node
    /\ 3 * Cardinality(Byzantine) < NodeCount
    /\ MaxView \in Nat \ {0}
    /\ ByzantineView \subseteq View
    /\ ByzantineView # {} => Byzantine # {}
    /\ 0 \in Label
    /\ Label \subseteq Nat
    /\ MaxCrashes \in Nat
    /\ GoodView \in View \cup {0}

----------------------------------------------------------------------------
(* A block is its chain: the view and the label of each of its ancestors   *)
(* and of itself, from the oldest on.                                      *)

Genesis == <<>>

None == << <<0, 0>> >>  \* not a block

Child(parent, v, l) == Append(parent, <<v, l>>)
ViewOf(block) == IF block = Genesis THEN 0 ELSE block[Len(block)][1]
ParentOf(block) == SubSeq(block, 1, Len(block) - 1)
IsAncestor(a, b) == Len(a) <= Len(b) /\ SubSeq(b, 1, Len(a)) = a

RECURSIVE BlocksUpTo(_)
BlocksUpTo(v) ==
    IF v = 0 THEN {}
    ELSE LET before == BlocksUpTo(v - 1)
         IN before \cup {Child(p, v, l) : p \in before \cup {Genesis}, l \in Label}

Block == BlocksUpTo(MaxView)

(* What is signed, and what is certified, in view v.                       *)
Signed(type, v, b) == [type |-> type, view |-> v, block |-> b]

Proposal(b) == Signed("propose", ViewOf(b), b)
NotarizeVote(b) == Signed("notarize", ViewOf(b), b)
NullifyVote(v) == Signed("nullify", v, None)
FinalizeVote(b) == Signed("finalize", ViewOf(b), b)

Notarization(b) == Signed("notarization", ViewOf(b), b)
Nullification(v) == Signed("nullification", v, None)
Finalization(b) == Signed("finalization", ViewOf(b), b)

(* What a node has signed in a view: a proposal, a vote to notarize, and   *)
(* the vote that ends the view, to nullify or to finalize it.              *)
Round == [
    proposed  : Block \cup {None},
    notarized : Block \cup {None},
    ended     : {"none", "nul", "fin"}
]

Unsigned == [proposed |-> None, notarized |-> None, ended |-> "none"]

(* What a node can ask for: a certificate of a view, of one kind or of any.*)
Want == [kind : {"notarization", "nullification", "any"}, view : View]

----------------------------------------------------------------------------
(* The machine: what node i holds in memory.                               *)

VARIABLES
    view,    \* [Honest -> 1..MaxView+1]: the view that the node is in
    rounds,  \* [Honest -> [View -> Round]]: what it has signed
    blocks,  \* [Honest -> SUBSET Block]: the blocks that it knows to be notarized
    skips,   \* [Honest -> SUBSET View]: the views that it knows to be nullified
    tip,     \* [Honest -> Block]: the last block that is final
    wanted   \* [Honest -> SUBSET Want]: the certificates that it has asked for

(* The world: the disks, the network, the adversary.                       *)
VARIABLES
    wal,     \* [Honest -> what the node has made durable]
    sent,    \* [Honest -> the proposals and votes that the node has sent]
    crashes  \* how many crashes there have been

machine == <<view, rounds, blocks, skips, tip, wanted>>
world == <<wal, sent, crashes>>
vars == <<view, rounds, blocks, skips, tip, wanted, wal, sent, crashes>>

Init ==
    /\ view = [i \in Honest |-> 1]
    /\ rounds = [i \in Honest |-> [v \in View |-> Unsigned]]
    /\ blocks = [i \in Honest |-> {}]
    /\ skips = [i \in Honest |-> {}]
    /\ tip = [i \in Honest |-> Genesis]
    /\ wanted = [i \in Honest |-> {}]
    /\ wal = [i \in Honest |-> {}]
    /\ sent = [i \in Honest |-> {}]
    /\ crashes = 0

----------------------------------------------------------------------------
(* What node i knows.                                                      *)

KnowsNotarized(i, p) == IF p = tip[i] THEN TRUE ELSE p \in blocks[i]
KnowsNullified(i, v) == v \in skips[i]

(* A block of view v may have parent p: p is notarized, and every view     *)
(* between the two is nullified.                                           *)
ValidParent(i, v, p) ==
    /\ ViewOf(p) < v
    /\ KnowsNotarized(i, p)
    /\ \A w \in View : (w > ViewOf(p) /\ w < v) => KnowsNullified(i, w)

(* Block b may descend from what is final: a parent below it never will.   *)
MayDescend(i, b) == IF ParentOf(b) = tip[i] THEN TRUE ELSE ViewOf(ParentOf(b)) > ViewOf(tip[i])

(* The certificates for which block b, an ancestor missing, has to wait.   *)
MissingFor(i, b) ==
    LET p == ParentOf(b)
        notarization == IF KnowsNotarized(i, p) THEN {} ELSE {[kind |-> "notarization", view |-> ViewOf(p)]}
        skipped == {w \in View : w > ViewOf(p) /\ w < ViewOf(b) /\ ~ KnowsNullified(i, w)}
    IN notarization \cup {[kind |-> "nullification", view |-> w] : w \in skipped}

AnyOf(views) == {[kind |-> "any", view |-> v] : v \in views}

(* The views below v of which the node knows neither certificate, none of  *)
(* them below the last notarized block that it knows: a leader asks for    *)
(* one certificate of each.                                                *)
Unknown(i, v) ==
    LET notarized == {ViewOf(b) : b \in blocks[i]} \cap 1..(v - 1)
        last == IF notarized = {} THEN ViewOf(tip[i]) ELSE CHOOSE w \in notarized : \A u \in notarized : u <= w
    IN {w \in View : w > last /\ w < v /\ ~ KnowsNullified(i, w)}

Certificates(notarized, nullified) ==
    {Notarization(b) : b \in notarized} \cup {Nullification(v) : v \in nullified}

(* Who asks for what finalization has made superfluous is told of that.    *)
Matching(j, w) ==
    IF w.view <= ViewOf(tip[j])
    THEN {Finalization(tip[j])}
    ELSE {c \in Certificates(blocks[j], skips[j]) : c.view = w.view /\ w.kind \in {c.type, "any"}}

Max(a, b) == IF a > b THEN a ELSE b

(* Entering a view starts its timers, for the proposal and for the view.   *)
EnterEffects(i, v) == IF v > view[i] THEN <<[type |-> "StartTimers", view |-> v]>> ELSE <<>>

Persist(items) == [type |-> "Persist", items |-> items]
Broadcast(item) == [type |-> "Broadcast", item |-> item]

(* Persist, then send: a vote that a crash made a node forget would be     *)
(* followed by another one.                                                *)
Publish(item) == <<Persist({item}), Broadcast(item)>>

Write(i, items) == wal' = [wal EXCEPT ![i] = @ \cup items]
Send(i, items) == sent' = [sent EXCEPT ![i] = @ \cup items]

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

(* The leader of the view proposes b.                                      *)
Propose(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ Leader(ViewOf(b)) = i
    /\ rounds[i][ViewOf(b)].proposed = None
    /\ ValidParent(i, ViewOf(b), ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].proposed = b]
    /\ Write(i, {Proposal(b)})
    /\ Send(i, {Proposal(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

ProposeEffects(i, b) == Publish(Proposal(b))

(* Node i votes to notarize the block that was proposed in its view.       *)
Notarize(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ ValidParent(i, ViewOf(b), ParentOf(b))
    /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].notarized = b]
    /\ Write(i, {NotarizeVote(b)})
    /\ Send(i, {NotarizeVote(b)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

NotarizeEffects(i, b) == Publish(NotarizeVote(b))

(* A timer of view v has expired, or what was proposed in it is invalid.   *)
Nullify(i, v) ==
    /\ view[i] = v
    /\ rounds[i][v].ended = "none"
    /\ rounds' = [rounds EXCEPT ![i][v].ended = "nul"]
    /\ Write(i, {NullifyVote(v)})
    /\ Send(i, {NullifyVote(v)})
    /\ UNCHANGED <<view, blocks, skips, tip, wanted, crashes>>

NullifyEffects(i, v) == Publish(NullifyVote(v))

(* Node i learns that b is notarized.  Unless it has ended the view in     *)
(* another way it votes to finalize b, however late it is.                 *)
OnNotarization(i, b) ==
    /\ ViewOf(b) > ViewOf(tip[i])
    /\ b \notin blocks[i]
    /\ blocks' = [blocks EXCEPT ![i] = @ \cup {b}]
    /\ wanted' = [wanted EXCEPT ![i] =
           @ \ {[kind |-> "notarization", view |-> ViewOf(b)], [kind |-> "any", view |-> ViewOf(b)]}]
    /\ view' = [view EXCEPT ![i] = Max(@, ViewOf(b) + 1)]
    /\ IF rounds[i][ViewOf(b)].ended = "none"
       THEN /\ rounds' = [rounds EXCEPT ![i][ViewOf(b)].ended = "fin"]
            /\ Write(i, {Notarization(b), FinalizeVote(b)})
            /\ Send(i, {FinalizeVote(b)})
       ELSE /\ Write(i, {Notarization(b)})
            /\ UNCHANGED <<rounds, sent>>
    /\ UNCHANGED <<skips, tip, crashes>>

OnNotarizationEffects(i, b) ==
    (IF rounds[i][ViewOf(b)].ended = "none"
     THEN <<Persist({Notarization(b), FinalizeVote(b)}),
            Broadcast(Notarization(b)),
            Broadcast(FinalizeVote(b))>>
     ELSE Publish(Notarization(b)))
        \o EnterEffects(i, ViewOf(b) + 1)

(* Node i learns that view v is nullified.                                 *)
OnNullification(i, v) ==
    /\ v > ViewOf(tip[i])
    /\ v \notin skips[i]
    /\ skips' = [skips EXCEPT ![i] = @ \cup {v}]
    /\ wanted' = [wanted EXCEPT ![i] =
           @ \ {[kind |-> "nullification", view |-> v], [kind |-> "any", view |-> v]}]
    /\ view' = [view EXCEPT ![i] = Max(@, v + 1)]
    /\ Write(i, {Nullification(v)})
    /\ UNCHANGED <<rounds, blocks, tip, sent, crashes>>

OnNullificationEffects(i, v) == Publish(Nullification(v)) \o EnterEffects(i, v + 1)

(* Node i learns that b is final: it delivers b and the ancestors of b     *)
(* that it has not delivered.  Nothing that it will do rests on the views  *)
(* up to that of b, and it forgets them.                                   *)
OnFinalization(i, b) ==
    /\ ViewOf(b) > ViewOf(tip[i])
    /\ tip' = [tip EXCEPT ![i] = b]
    /\ view' = [view EXCEPT ![i] = Max(@, ViewOf(b) + 1)]
    /\ rounds' = [rounds EXCEPT ![i] = [v \in View |-> IF v > ViewOf(b) THEN @[v] ELSE Unsigned]]
    /\ blocks' = [blocks EXCEPT ![i] = {c \in @ : ViewOf(c) > ViewOf(b)}]
    /\ skips' = [skips EXCEPT ![i] = {v \in @ : v > ViewOf(b)}]
    /\ wanted' = [wanted EXCEPT ![i] = {w \in @ : w.view > ViewOf(b)}]
    /\ wal' = [wal EXCEPT ![i] = {Finalization(b)} \cup {e \in @ : e.view > ViewOf(b)}]
    /\ UNCHANGED <<sent, crashes>>

OnFinalizationEffects(i, b) ==
    Publish(Finalization(b))
        \o <<[type |-> "Deliver", block |-> b]>>
        \o EnterEffects(i, ViewOf(b) + 1)

(* Node i cannot vote for b because a certificate is missing: it asks the  *)
(* leader, who had to know it, for exactly that one.                       *)
Request(i, b) ==
    /\ view[i] = ViewOf(b)
    /\ rounds[i][ViewOf(b)].notarized = None
    /\ MayDescend(i, b)
    /\ ~ (MissingFor(i, b) \subseteq wanted[i])
    /\ wanted' = [wanted EXCEPT ![i] = @ \cup MissingFor(i, b)]
    /\ UNCHANGED <<view, rounds, blocks, skips, tip, wal, sent, crashes>>

RequestEffects(i, b) ==
    <<[type |-> "Request", of |-> {Leader(ViewOf(b))}, wants |-> MissingFor(i, b) \ wanted[i]]>>

(* The leader of view v has no parent for its block because it has jumped  *)
(* over a view: it asks everybody for a certificate of it.                 *)
Gather(i, v) ==
    /\ view[i] = v
    /\ Leader(v) = i
    /\ rounds[i][v].proposed = None
    /\ ~ (AnyOf(Unknown(i, v)) \subseteq wanted[i])
    /\ wanted' = [wanted EXCEPT ![i] = @ \cup AnyOf(Unknown(i, v))]
    /\ UNCHANGED <<view, rounds, blocks, skips, tip, wal, sent, crashes>>

GatherEffects(i, v) ==
    <<[type |-> "Request", of |-> Node, wants |-> AnyOf(Unknown(i, v)) \ wanted[i]]>>

(* Node j is asked for a certificate and has it, however old it is.        *)
Answer(j, w) ==
    /\ Matching(j, w) # {}
    /\ UNCHANGED vars

AnswerEffects(j, w) == <<[type |-> "Answer", certificates |-> Matching(j, w)]>>

(* Node i has crashed: it comes back with what its log says.               *)
Logged(i, type) == {e \in wal[i] : e.type = type}
Replayed(i, type, v) ==
    IF \E e \in Logged(i, type) : e.view = v
    THEN (CHOOSE e \in Logged(i, type) : e.view = v).block
    ELSE None
ReplayedEnd(i, v) ==
    CASE \E e \in Logged(i, "nullify") : e.view = v  -> "nul"
      [] \E e \in Logged(i, "finalize") : e.view = v -> "fin"
      [] OTHER                                       -> "none"
ReplayedRound(i, v) == [
    proposed  |-> Replayed(i, "propose", v),
    notarized |-> Replayed(i, "notarize", v),
    ended     |-> ReplayedEnd(i, v)
]
ReplayedTip(i) ==
    IF Logged(i, "finalization") = {} THEN Genesis
    ELSE (CHOOSE e \in Logged(i, "finalization") : TRUE).block
ReplayedView(i) ==
    LET certified == Logged(i, "notarization") \cup Logged(i, "nullification") \cup Logged(i, "finalization")
    IN IF certified = {} THEN 1
       ELSE 1 + (CHOOSE e \in certified : \A d \in certified : d.view <= e.view).view

Recover(i) ==
    /\ view' = [view EXCEPT ![i] = ReplayedView(i)]
    /\ rounds' = [rounds EXCEPT ![i] = [v \in View |-> ReplayedRound(i, v)]]
    /\ blocks' = [blocks EXCEPT ![i] = {e.block : e \in Logged(i, "notarization")}]
    /\ skips' = [skips EXCEPT ![i] = {e.view : e \in Logged(i, "nullification")}]
    /\ tip' = [tip EXCEPT ![i] = ReplayedTip(i)]
    /\ wanted' = [wanted EXCEPT ![i] = {}]
    /\ crashes' = crashes + 1
    /\ UNCHANGED <<wal, sent>>

(* What it may have sent before, it sends again.                           *)
RecoverEffects(i) ==
    <<[type |-> "Resend", items |-> wal[i]],
      [type |-> "StartTimers", view |-> ReplayedView(i)]>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* The honest nodes that have sent this.                                   *)
Senders(item) == {i \in Honest : item \in sent[i]}

(* A certificate exists as soon as its votes do.                           *)
Notarized(b) == Cardinality(Senders(NotarizeVote(b))) >= HonestQuorum
Nullified(v) == Cardinality(Senders(NullifyVote(v))) >= HonestQuorum
Finalized(b) == Cardinality(Senders(FinalizeVote(b))) >= HonestQuorum

(* An honest leader has one payload to propose.                            *)
HonestlyMade(b) == b[Len(b)][2] = 0

(* A Byzantine leader has proposed everything.                             *)
Proposed(b) ==
    IF ViewOf(b) \in ByzantineView THEN TRUE ELSE Proposal(b) \in sent[Leader(ViewOf(b))]

(* Messages arrive in time in the good view.                               *)
TimersMayExpire(v) == v # GoodView

Asked(w) == \E i \in Honest : w \in wanted[i]

MayCrash == crashes < MaxCrashes

MachineNext ==
    \/ \E i \in Honest, b \in Block : HonestlyMade(b) /\ Propose(i, b)
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Notarize(i, b)
    \/ \E i \in Honest, v \in View : TimersMayExpire(v) /\ Nullify(i, v)
    \/ \E i \in Honest, b \in Block : Notarized(b) /\ OnNotarization(i, b)
    \/ \E i \in Honest, v \in View : Nullified(v) /\ OnNullification(i, v)
    \/ \E i \in Honest, b \in Block : Finalized(b) /\ OnFinalization(i, b)
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Request(i, b)
    \/ \E i \in Honest, v \in View : Gather(i, v)
    \/ \E j \in Honest, w \in Want : Asked(w) /\ Answer(j, w)
    \/ \E i \in Honest : MayCrash /\ Recover(i)

(* Loss and delay are steps not taken, so the environment has none.        *)
Next == MachineNext

Spec == Init /\ [][Next]_vars

(* Where a model may begin to see what it would need too many states to get*)
(* to: the leader of the last view has seen nothing of the views before,   *)
(* which the others have nullified.                                        *)
BehindInit ==
    LET passed == 1..(MaxView - 1)
        ahead == Honest \ {Leader(MaxView)}
        votes == {NullifyVote(v) : v \in passed}
    IN /\ view = [i \in Honest |-> IF i \in ahead THEN MaxView ELSE 1]
       /\ rounds = [i \in Honest |-> [v \in View |->
              IF i \in ahead /\ v \in passed THEN [Unsigned EXCEPT !.ended = "nul"] ELSE Unsigned]]
       /\ blocks = [i \in Honest |-> {}]
       /\ skips = [i \in Honest |-> IF i \in ahead THEN passed ELSE {}]
       /\ tip = [i \in Honest |-> Genesis]
       /\ wanted = [i \in Honest |-> {}]
       /\ wal = [i \in Honest |-> IF i \in ahead THEN votes \cup Certificates({}, passed) ELSE {}]
       /\ sent = [i \in Honest |-> IF i \in ahead THEN votes ELSE {}]
       /\ crashes = 0

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

Proposals == {Proposal(b) : b \in Block}
Votes ==
    {NotarizeVote(b) : b \in Block} \cup {FinalizeVote(b) : b \in Block}
        \cup {NullifyVote(v) : v \in View}

TypeOK ==
    /\ view \in [Honest -> 1..(MaxView + 1)]
    /\ rounds \in [Honest -> [View -> Round]]
    /\ blocks \in [Honest -> SUBSET Block]
    /\ skips \in [Honest -> SUBSET View]
    /\ tip \in [Honest -> Block \cup {Genesis}]
    /\ wanted \in [Honest -> SUBSET Want]
    /\ wal \in [Honest -> SUBSET (Proposals \cup Votes \cup Certificates(Block, View) \cup {Finalization(b) : b \in Block})]
    /\ sent \in [Honest -> SUBSET (Proposals \cup Votes)]
    /\ crashes \in 0..MaxCrashes

NotarizedBlocks == {b \in Block : Notarized(b)}
FinalizedBlocks == {b \in Block : Finalized(b)}

(* S1. A view has at most one notarized block.                             *)
OneNotarized ==
    LET notarized == NotarizedBlocks
    IN \A b, c \in notarized : ViewOf(b) = ViewOf(c) => b = c

(* S2. No view is both nullified and finalized.                            *)
FinalIsNotNullified == \A b \in FinalizedBlocks : ~ Nullified(ViewOf(b))

(* S3. Whatever is notarized later descends from what is final.            *)
FinalIsAncestor ==
    LET notarized == NotarizedBlocks
    IN \A b \in FinalizedBlocks : \A c \in notarized : ViewOf(b) < ViewOf(c) => IsAncestor(b, c)

(* S4. What two nodes have delivered is one chain.                         *)
Agreement ==
    \A i, j \in Honest : IsAncestor(tip[i], tip[j]) \/ IsAncestor(tip[j], tip[i])

(* S5. An honest node never signs two things that exclude each other,      *)
(* crashes included.                                                       *)
HonestNeverEquivocates ==
    \A i \in Honest : \A a, b \in sent[i] :
        (a.view = b.view /\ a # b) =>
            /\ a.type # b.type
            /\ {a.type, b.type} # {"nullify", "finalize"}

(* S6. What is final is notarized.                                         *)
FinalIsNotarized == \A b \in FinalizedBlocks : Notarized(b)

(* S7. The parent of a notarized block is notarized, and every view that   *)
(* the block skips is nullified.                                           *)
SkippedIsNullified ==
    \A b \in NotarizedBlocks :
        /\ ParentOf(b) # Genesis => Notarized(ParentOf(b))
        /\ \A w \in View :
               (w > ViewOf(ParentOf(b)) /\ w < ViewOf(b)) => Nullified(w)

(* L3. A notarized block whose view is not nullified is an ancestor of all *)
(* that come later.                                                        *)
ForcedInclusion ==
    LET notarized == NotarizedBlocks
    IN \A b, c \in notarized :
           (ViewOf(b) < ViewOf(c) /\ ~ Nullified(ViewOf(b))) => IsAncestor(b, c)

(* What a node knows has its votes.                                        *)
KnowledgeIsTrue ==
    \A i \in Honest :
        /\ tip[i] # Genesis => Finalized(tip[i])
        /\ \A b \in blocks[i] : Notarized(b)
        /\ \A v \in skips[i] : Nullified(v)

(* What was sent is on disk, unless finalization has made it superfluous.  *)
SentIsDurable ==
    \A i \in Honest : \A m \in sent[i] : m.view > ViewOf(tip[i]) => m \in wal[i]

(* A crash loses nothing but what the node has asked for: the log says     *)
(* what the node has signed and knows, and nothing else.                   *)
SignedIn(i, v) ==
    LET round == rounds[i][v]
        notarized == {b \in blocks[i] : ViewOf(b) = v}
    IN (IF round.proposed = None THEN {} ELSE {Proposal(round.proposed)})
           \cup (IF round.notarized = None THEN {} ELSE {NotarizeVote(round.notarized)})
           \cup CASE round.ended = "nul" -> {NullifyVote(v)}
                  [] round.ended = "fin" -> {FinalizeVote(b) : b \in notarized}
                  [] OTHER               -> {}

LogIsComplete ==
    \A i \in Honest :
        wal[i] = (IF tip[i] = Genesis THEN {} ELSE {Finalization(tip[i])})
            \cup Certificates(blocks[i], skips[i])
            \cup UNION {SignedIn(i, v) : v \in View}

(* A node is one view ahead of what it knows.                              *)
ViewIsCertified ==
    \A i \in Honest : view[i] > 1 =>
        \/ view[i] = ViewOf(tip[i]) + 1
        \/ \E b \in blocks[i] : ViewOf(b) + 1 = view[i]
        \/ view[i] - 1 \in skips[i]

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

AllDeliverTheLastView == \A i \in Honest : ViewOf(tip[i]) = MaxView

DeliveredOverNullified ==
    \E i \in Honest, v \in View : Nullified(v) /\ v < ViewOf(tip[i])

(* Some nodes know the notarization of a view and others its nullification.*)
SplitKnowledge ==
    \E i, j \in Honest : \E b \in blocks[i] \ blocks[j] :
        /\ ViewOf(b) \notin skips[i]
        /\ ViewOf(b) \in skips[j]

MissingCertificateAsked == \E i \in Honest : wanted[i] # {}

DeliveredAfterCrash == crashes > 0 /\ AllDeliverTheLastView

----------------------------------------------------------------------------
(* What happens at last, if timers do not expire in the good view and its  *)
(* leader is honest.                                                       *)

(* Votes and certificates of earlier views may be lost.  A node sends the  *)
(* votes of the view that it is in again and again, and with them the      *)
(* certificate by which it has entered it; it answers whoever asks.  What  *)
(* Byzantine nodes send cannot be counted on.                              *)
HonestVotesArrive(vote) ==
    Cardinality({j \in Senders(vote) : vote.view \in {view[j], GoodView}}) >= Quorum

SentAgain(c) ==
    \E j \in Honest :
        /\ view[j] = c.view + 1
        /\ c \in Certificates(blocks[j], skips[j]) \cup {Finalization(tip[j])}

Answered(i, c) ==
    \E w \in wanted[i], j \in Honest :
        /\ w.kind = "any" \/ j = Leader(view[i])
        /\ c \in Matching(j, w)

ProposalsAreMade ==
    \A i \in Honest :
        /\ WF_vars(view[i] = GoodView /\ \E b \in Block : HonestlyMade(b) /\ Propose(i, b))
        /\ WF_vars(\E v \in View : Gather(i, v))

ProposalsArrive ==
    \A i \in Honest :
        /\ WF_vars(view[i] = GoodView /\ \E b \in Block : Proposed(b) /\ Notarize(i, b))
        /\ WF_vars(view[i] = GoodView /\ \E b \in Block : Proposed(b) /\ Request(i, b))

TimersExpire ==
    \A i \in Honest, v \in View : WF_vars(TimersMayExpire(v) /\ Nullify(i, v))

CertificatesArrive ==
    \A i \in Honest :
        /\ \A b \in Block :
               /\ WF_vars(/\ Notarized(b)
                          /\ \/ HonestVotesArrive(NotarizeVote(b))
                             \/ SentAgain(Notarization(b))
                             \/ Answered(i, Notarization(b))
                          /\ OnNotarization(i, b))
               /\ WF_vars(/\ Finalized(b)
                          /\ \/ HonestVotesArrive(FinalizeVote(b))
                             \/ SentAgain(Finalization(b))
                             \/ Answered(i, Finalization(b))
                          /\ OnFinalization(i, b))
        /\ \A v \in View :
               WF_vars(/\ Nullified(v)
                       /\ \/ HonestVotesArrive(NullifyVote(v))
                          \/ SentAgain(Nullification(v))
                          \/ Answered(i, Nullification(v))
                       /\ OnNullification(i, v))

Fairness == ProposalsAreMade /\ ProposalsArrive /\ TimersExpire /\ CertificatesArrive

FairSpec == Spec /\ Fairness

BehindSpec == BehindInit /\ [][Next]_vars /\ Fairness

(* L1. In a view with an honest leader in which messages arrive in time, a *)
(* block becomes final, and every node delivers it.                        *)
GoodViewFinalizes == <>(\A i \in Honest : ViewOf(tip[i]) >= GoodView)

(* L2. Every view before comes to an end.                                  *)
ViewsEnd ==
    \A v \in View :
        v < GoodView => <>(Nullified(v) \/ \E b \in Block : ViewOf(b) = v /\ Notarized(b))
=============================================================================
