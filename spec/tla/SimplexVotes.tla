---------------------------- MODULE SimplexVotes ----------------------------
(***************************************************************************)
(* Simplex.tla with votes that are counted.  Every vote has a sender, and  *)
(* every certificate its signers.                                          *)
(*                                                                         *)
(* Some nodes have a vote keeper, which is what nodes run.  It keeps of    *)
(* each member and view the first vote of each kind, finds quorums among   *)
(* what it keeps, and reports a vote that excludes one that it keeps: the  *)
(* two together are evidence against their sender.  The other nodes learn  *)
(* certificates only, which keeps the models small.                        *)
(*                                                                         *)
(* Byzantine members have no state: each of their votes can arrive at any  *)
(* time, and they sign any certificate.  What they have signed is to be    *)
(* found where it was received.                                            *)
(*                                                                         *)
(* There may be more Byzantine members than consensus bears, up to twice   *)
(* as many.  Then nodes may deliver what excludes each other; and if they  *)
(* do, the certificates that they have accepted convict more members than  *)
(* may be faulty.                                                          *)
(*                                                                         *)
(* What a cloud says to others is signed after finality, height by height: *)
(* a node that has executed a final block signs the outward certificate of *)
(* its height and releases its share of the beacon's round, both with its  *)
(* shares of the cloud's key and never with the key of its votes.          *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Node,           \* the members of the committee
    Byzantine,      \* the members that the adversary controls
    MaxView,        \* the views that are explored
    ByzantineView,  \* the views that a Byzantine member leads
    Label,          \* what tells two blocks of one view and parent apart
    MaxCrashes,     \* how many crashes there are in all
    GoodView,       \* the view in which no timer expires, or 0
    Detailed,       \* the honest nodes that have a vote keeper
    Horizon,        \* how many views above its own a keeper keeps votes of
    Stranger,       \* who is not in the committee and sends votes
    Signers         \* the sets that may sign a certificate, or try to

VARIABLES
    view, rounds, blocks, skips, tip, wanted,
    votes,    \* [Detailed -> [View -> [Node -> Ballot]]]: the votes that it keeps
    accused,  \* [Detailed -> SUBSET Accusation]: what it has reported
    released  \* [Detailed -> Block]: the last block of which it has signed what goes out

VARIABLES
    wal, sent, crashes,
    shown,    \* SUBSET [from : Byzantine, vote : Vote]: what accepted certificates contain
    recorded, \* [Detailed -> Block]: what its log says of released
    issued    \* [Detailed -> Seq(Block)]: the blocks of which it has signed, in that order

machine == <<view, rounds, blocks, skips, tip, wanted, votes, accused, released>>
world == <<wal, sent, crashes, shown, recorded, issued>>
vars == <<view, rounds, blocks, skips, tip, wanted, votes, accused, released, wal, sent, crashes, shown, recorded, issued>>
core == <<view, rounds, blocks, skips, tip, wanted, wal, sent, crashes>>

(* The cores of the nodes: constants and variables have the same names.    *)
Core == INSTANCE Simplex

Honest == Node \ Byzantine
View == 1..MaxView
Quorum == Core!Quorum
MaxFaulty == Cardinality(Node) - Quorum
None == Core!None
ViewOf(block) == Core!ViewOf(block)
Genesis == Core!Genesis
Block == Core!Block

Vote ==
    {Core!NotarizeVote(b) : b \in Block} \cup {Core!FinalizeVote(b) : b \in Block}
        \cup {Core!NullifyVote(v) : v \in View}

Certificate ==
    {Core!Notarization(b) : b \in Block} \cup {Core!Finalization(b) : b \in Block}
        \cup {Core!Nullification(v) : v \in View}

(* The vote of which a certificate contains a quorum.                      *)
VoteIn(c) ==
    CASE c.type = "notarization"  -> Core!NotarizeVote(c.block)
      [] c.type = "nullification" -> Core!NullifyVote(c.view)
      [] c.type = "finalization"  -> Core!FinalizeVote(c.block)

ASSUME
    /\ Cardinality(Byzantine) <= 2 * MaxFaulty
    /\ Detailed \subseteq Honest
    /\ Horizon \in Nat
    /\ Stranger \subseteq Nat \ Node
    /\ Signers \subseteq SUBSET (Node \cup Stranger)

(* What is kept of a member's votes in one view.                           *)
Ballot == [notarize : Block \cup {None}, nullify : BOOLEAN, finalize : Block \cup {None}]

NoBallot == [notarize |-> None, nullify |-> FALSE, finalize |-> None]

(* How two votes of one sender and view exclude each other: two blocks     *)
(* notarized, two blocks finalized, or the view nullified and finalized.   *)
Accusation == [from : Node, view : View, kind : {"notarize", "finalize", "end"}]

Init ==
    /\ Core!Init
    /\ votes = [i \in Detailed |-> [v \in View |-> [m \in Node |-> NoBallot]]]
    /\ accused = [i \in Detailed |-> {}]
    /\ released = [i \in Detailed |-> Genesis]
    /\ shown = {}
    /\ recorded = [i \in Detailed |-> Genesis]
    /\ issued = [i \in Detailed |-> <<>>]

----------------------------------------------------------------------------
(* What a keeper does with a vote.                                         *)

(* The vote is in the ballot.                                              *)
IsIn(ballot, vote) ==
    CASE vote.type = "notarize" -> ballot.notarize = vote.block
      [] vote.type = "nullify"  -> ballot.nullify
      [] vote.type = "finalize" -> ballot.finalize = vote.block

With(ballot, vote) ==
    CASE vote.type = "notarize" -> [ballot EXCEPT !.notarize = vote.block]
      [] vote.type = "nullify"  -> [ballot EXCEPT !.nullify = TRUE]
      [] vote.type = "finalize" -> [ballot EXCEPT !.finalize = vote.block]

(* How the vote excludes one of the ballot's.                              *)
Clash(ballot, vote) ==
    CASE vote.type = "notarize" /\ ballot.notarize \notin {None, vote.block} -> "notarize"
      [] vote.type = "finalize" /\ ballot.finalize \notin {None, vote.block} -> "finalize"
      [] vote.type = "finalize" /\ ballot.nullify                            -> "end"
      [] vote.type = "nullify" /\ ballot.finalize # None                     -> "end"
      [] OTHER                                                               -> "none"

(* The vote of the ballot that this one excludes.                          *)
Excluded(ballot, vote) ==
    CASE vote.type = "notarize"                      -> Core!NotarizeVote(ballot.notarize)
      [] vote.type = "finalize" /\ ballot.nullify    -> Core!NullifyVote(vote.view)
      [] vote.type = "finalize" /\ ~ ballot.nullify  -> Core!FinalizeVote(ballot.finalize)
      [] vote.type = "nullify"                       -> Core!FinalizeVote(ballot.finalize)

BallotOf(i, v, m) == votes[i][v][m]

(* The keeper has room for votes of the view.                              *)
InRange(i, v) == v > ViewOf(tip[i]) /\ v <= view[i] + Horizon

Accuse(i, m, vote) ==
    [from |-> m, view |-> vote.view, kind |-> Clash(BallotOf(i, vote.view, m), vote)]

(* The members of S whose vote excludes one that is kept, unless that has  *)
(* been reported.                                                          *)
Accusable(i, S, vote) ==
    IF i \in Detailed /\ InRange(i, vote.view)
    THEN {m \in S \ {i} : /\ Clash(BallotOf(i, vote.view, m), vote) # "none"
                          /\ Accuse(i, m, vote) \notin accused[i]}
    ELSE {}

(* The vote is neither kept nor evidence that has been reported.           *)
IsNews(i, m, vote) ==
    /\ ~ IsIn(BallotOf(i, vote.view, m), vote)
    /\ Clash(BallotOf(i, vote.view, m), vote) # "none" => m \in Accusable(i, {m}, vote)

(* The votes that i keeps when the members of S have cast this one.        *)
Keeping(i, S, vote) ==
    IF InRange(i, vote.view)
    THEN [votes[i] EXCEPT ![vote.view] =
             [m \in Node |-> IF m \in S \ {i} /\ Clash(@[m], vote) = "none" THEN With(@[m], vote) ELSE @[m]]]
    ELSE votes[i]

Accusing(i, S, vote) == accused[i] \cup {Accuse(i, m, vote) : m \in Accusable(i, S, vote)}

RECURSIVE Reports(_, _, _)
Reports(i, S, vote) ==
    IF S = {} THEN <<>>
    ELSE LET m == CHOOSE j \in S : \A k \in S : j <= k
             ballot == BallotOf(i, vote.view, m)
         IN <<[type     |-> "Report",
               evidence |-> [kind   |-> Clash(ballot, vote),
                             view   |-> vote.view,
                             from   |-> m,
                             first  |-> Excluded(ballot, vote),
                             second |-> vote]]>>
                \o Reports(i, S \ {m}, vote)

(* What goes out of the cloud.                                             *)
outward == <<released, recorded, issued>>

(* A node's own vote goes into its own ballot.                             *)
KeepOwn(i, vote) ==
    /\ UNCHANGED outward
    /\ votes' = IF i \in Detailed THEN [votes EXCEPT ![i][vote.view][i] = With(@, vote)] ELSE votes
    /\ UNCHANGED <<accused, shown>>

(* The members of whom i keeps this vote.                                  *)
Supporters(i, vote) == {m \in Node : IsIn(BallotOf(i, vote.view, m), vote)}

(* What i keeps once it has learnt a certificate and keeps these votes: if *)
(* it votes to finalize, that vote as well; of views that are final,       *)
(* nothing.                                                                *)
KeptOn(i, c, kept) ==
    CASE c.type = "notarization" ->
             IF rounds[i][c.view].ended = "none"
             THEN [kept EXCEPT ![c.view][i] = With(@, Core!FinalizeVote(c.block))]
             ELSE kept
      [] c.type = "nullification" -> kept
      [] c.type = "finalization" ->
             [v \in View |-> IF v > c.view THEN kept[v] ELSE [m \in Node |-> NoBallot]]

AccusedOn(c, reported) ==
    IF c.type = "finalization" THEN {a \in reported : a.view > c.view} ELSE reported

(* What is in accepted certificates matters only where there are so many   *)
(* Byzantine members that something can go wrong.                          *)
Show(S, vote) ==
    shown' = IF Cardinality(Byzantine) > MaxFaulty
             THEN shown \cup {[from |-> m, vote |-> vote] : m \in S \cap Byzantine}
             ELSE shown

(* Node i accepts certificate c, signed by S.                              *)
Accept(i, c, S) ==
    /\ votes' = IF i \in Detailed
                THEN [votes EXCEPT ![i] = KeptOn(i, c, Keeping(i, S, VoteIn(c)))]
                ELSE votes
    /\ accused' = IF i \in Detailed
                  THEN [accused EXCEPT ![i] = AccusedOn(c, Accusing(i, S, VoteIn(c)))]
                  ELSE accused
    /\ Show(S, VoteIn(c))
    /\ UNCHANGED outward

keeper == <<votes, accused, released, shown, recorded, issued>>

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

Propose(i, b) ==
    /\ Core!Propose(i, b)
    /\ UNCHANGED keeper

ProposeEffects(i, b) == Core!ProposeEffects(i, b)

Notarize(i, b) ==
    /\ Core!Notarize(i, b)
    /\ KeepOwn(i, Core!NotarizeVote(b))

NotarizeEffects(i, b) == Core!NotarizeEffects(i, b)

Nullify(i, v) ==
    /\ Core!Nullify(i, v)
    /\ KeepOwn(i, Core!NullifyVote(v))

NullifyEffects(i, v) == Core!NullifyEffects(i, v)

(* A vote of another member has arrived.  The first one of its kind is     *)
(* kept; one that excludes it is not, and is evidence.                     *)
OnVote(i, m, vote) ==
    /\ m \in Node
    /\ m # i
    /\ vote.view > ViewOf(tip[i])
    /\ vote.view <= view[i] + Horizon
    /\ IsNews(i, m, vote)
    /\ votes' = [votes EXCEPT ![i] = Keeping(i, {m}, vote)]
    /\ accused' = [accused EXCEPT ![i] = Accusing(i, {m}, vote)]
    /\ UNCHANGED core
    /\ UNCHANGED <<released, shown, recorded, issued>>

OnVoteEffects(i, m, vote) == Reports(i, Accusable(i, {m}, vote), vote)

(* The votes that node i keeps are a quorum: it has the certificate.       *)
OnNotarization(i, b) ==
    /\ ViewOf(b) > ViewOf(tip[i])
    /\ Cardinality(Supporters(i, Core!NotarizeVote(b))) >= Quorum
    /\ Core!OnNotarization(i, b)
    /\ Accept(i, Core!Notarization(b), Supporters(i, Core!NotarizeVote(b)))

OnNotarizationEffects(i, b) == Core!OnNotarizationEffects(i, b)

OnNullification(i, v) ==
    /\ v > ViewOf(tip[i])
    /\ Cardinality(Supporters(i, Core!NullifyVote(v))) >= Quorum
    /\ Core!OnNullification(i, v)
    /\ Accept(i, Core!Nullification(v), Supporters(i, Core!NullifyVote(v)))

OnNullificationEffects(i, v) == Core!OnNullificationEffects(i, v)

OnFinalization(i, b) ==
    /\ ViewOf(b) > ViewOf(tip[i])
    /\ Cardinality(Supporters(i, Core!FinalizeVote(b))) >= Quorum
    /\ Core!OnFinalization(i, b)
    /\ Accept(i, Core!Finalization(b), Supporters(i, Core!FinalizeVote(b)))

OnFinalizationEffects(i, b) == Core!OnFinalizationEffects(i, b)

(* A certificate has arrived, signed by S.  It counts also if one of its   *)
(* votes excludes one that is kept: that is evidence, reported first.      *)
Learn(i, c) ==
    CASE c.type = "notarization"  -> Core!OnNotarization(i, c.block)
      [] c.type = "nullification" -> Core!OnNullification(i, c.view)
      [] c.type = "finalization"  -> Core!OnFinalization(i, c.block)

OnCertificate(i, c, S) ==
    /\ S \subseteq Node
    /\ Cardinality(S) >= Quorum
    /\ Learn(i, c)
    /\ Accept(i, c, S)

OnCertificateEffects(i, c, S) ==
    Reports(i, Accusable(i, S, VoteIn(c)), VoteIn(c)) \o
        CASE c.type = "notarization"  -> Core!OnNotarizationEffects(i, c.block)
          [] c.type = "nullification" -> Core!OnNullificationEffects(i, c.view)
          [] c.type = "finalization"  -> Core!OnFinalizationEffects(i, c.block)

Request(i, b) ==
    /\ Core!Request(i, b)
    /\ UNCHANGED keeper

RequestEffects(i, b) == Core!RequestEffects(i, b)

Gather(i, v) ==
    /\ Core!Gather(i, v)
    /\ UNCHANGED keeper

GatherEffects(i, v) == Core!GatherEffects(i, v)

Answer(j, w) ==
    /\ Core!Answer(j, w)
    /\ UNCHANGED keeper

AnswerEffects(j, w) == Core!AnswerEffects(j, w)

(* Node i has executed b, the next block that is final: it signs what the  *)
(* cloud says of it to others, and its share of the beacon's round of that *)
(* height.  It has written down before that it does.                       *)
Release(i, b) ==
    /\ Core!IsAncestor(b, tip[i])
    /\ Core!ParentOf(b) = released[i]
    /\ released' = [released EXCEPT ![i] = b]
    /\ recorded' = [recorded EXCEPT ![i] = b]
    /\ issued' = [issued EXCEPT ![i] = Append(@, b)]
    /\ UNCHANGED core
    /\ UNCHANGED <<votes, accused, shown>>

(* A block's height is the length of its chain.                            *)
Issue(b) ==
    <<[type |-> "SignOutward", height |-> Len(b), block |-> b],
      [type |-> "ReleaseBeacon", round |-> Len(b)]>>

ReleaseEffects(i, b) ==
    <<[type |-> "Persist", items |-> {[type |-> "released", view |-> ViewOf(b), block |-> b]}]>> \o Issue(b)

(* The votes of others are lost in a crash; its own are in the log.        *)
ReplayedBallot(i, v) == [
    notarize |-> Core!Replayed(i, "notarize", v),
    nullify  |-> Core!ReplayedEnd(i, v) = "nul",
    finalize |-> Core!Replayed(i, "finalize", v)
]

Recover(i) ==
    /\ Core!Recover(i)
    /\ votes' = IF i \in Detailed
                THEN [votes EXCEPT ![i] =
                         [v \in View |-> [m \in Node |-> IF m = i THEN ReplayedBallot(i, v) ELSE NoBallot]]]
                ELSE votes
    /\ accused' = IF i \in Detailed THEN [accused EXCEPT ![i] = {}] ELSE accused
    /\ released' = IF i \in Detailed THEN [released EXCEPT ![i] = recorded[i]] ELSE released
    /\ UNCHANGED <<shown, recorded, issued>>

(* What it had written down last may not have gone out, so it is signed    *)
(* once more: it is the same signature.  And it may not have executed what *)
(* is final, so it is delivered once more.                                 *)
Recorded(i) == IF i \in Detailed THEN recorded[i] ELSE Genesis

RecoverEffects(i) ==
    Core!RecoverEffects(i)
        \o (IF Recorded(i) = Genesis THEN <<>> ELSE Issue(Recorded(i)))
        \o (IF Core!ReplayedTip(i) = Recorded(i) THEN <<>>
            ELSE <<[type |-> "Deliver", block |-> Core!ReplayedTip(i)]>>)

----------------------------------------------------------------------------
(* The environment.                                                        *)

HonestlyMade(b) == Core!HonestlyMade(b)
Proposed(b) == Core!Proposed(b)
TimersMayExpire(v) == Core!TimersMayExpire(v)
Asked(w) == Core!Asked(w)
MayCrash == Core!MayCrash

(* An honest member has sent its votes; others say anything.               *)
HasCast(m, vote) == IF m \in Honest THEN vote \in sent[m] ELSE TRUE

HaveSigned(S, c) == \A m \in S : HasCast(m, VoteIn(c))

MachineNext ==
    \/ \E i \in Honest, b \in Block : HonestlyMade(b) /\ Propose(i, b)
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Notarize(i, b)
    \/ \E i \in Honest, v \in View : TimersMayExpire(v) /\ Nullify(i, v)
    \/ \E i \in Detailed, m \in Node \cup Stranger, vote \in Vote : HasCast(m, vote) /\ OnVote(i, m, vote)
    \/ \E i \in Detailed, b \in Block : OnNotarization(i, b)
    \/ \E i \in Detailed, v \in View : OnNullification(i, v)
    \/ \E i \in Detailed, b \in Block : OnFinalization(i, b)
    \/ \E i \in Honest, c \in Certificate, S \in Signers : HaveSigned(S, c) /\ OnCertificate(i, c, S)
    \/ \E i \in Honest, b \in Block : Proposed(b) /\ Request(i, b)
    \/ \E i \in Honest, v \in View : Gather(i, v)
    \/ \E j \in Honest, w \in Core!Want : Asked(w) /\ Answer(j, w)
    \/ \E i \in Detailed, b \in Block : Release(i, b)
    \/ \E i \in Honest : MayCrash /\ Recover(i)

(* Loss and delay are steps not taken, so the environment has none.        *)
Next == MachineNext

Spec == Init /\ [][Next]_vars

(* The leader of the last view has seen nothing of the views before, which *)
(* the others have nullified.                                              *)
BehindInit ==
    /\ Core!BehindInit
    /\ votes = [i \in Detailed |->
           [v \in View |-> [m \in Node |-> IF m = i THEN ReplayedBallot(i, v) ELSE NoBallot]]]
    /\ accused = [i \in Detailed |-> {}]
    /\ released = [i \in Detailed |-> Genesis]
    /\ shown = {}
    /\ recorded = [i \in Detailed |-> Genesis]
    /\ issued = [i \in Detailed |-> <<>>]

BehindSpec == BehindInit /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ Core!TypeOK
    /\ votes \in [Detailed -> [View -> [Node -> Ballot]]]
    /\ accused \in [Detailed -> SUBSET Accusation]
    /\ released \in [Detailed -> Block \cup {Genesis}]
    /\ shown \in SUBSET [from : Byzantine, vote : Vote]
    /\ recorded \in [Detailed -> Block \cup {Genesis}]
    /\ issued \in [Detailed -> Seq(Block)]

(* S1 to S4 hold as long as no more than f members are Byzantine.          *)
OneNotarized == Core!OneNotarized
FinalIsNotNullified == Core!FinalIsNotNullified
FinalIsAncestor == Core!FinalIsAncestor
Agreement == Core!Agreement

(* S5 to S7 hold always.                                                   *)
HonestNeverEquivocates == Core!HonestNeverEquivocates
FinalIsNotarized == Core!FinalIsNotarized
SkippedIsNullified == Core!SkippedIsNullified

KnowledgeIsTrue == Core!KnowledgeIsTrue
SentIsDurable == Core!SentIsDurable

(* A vote that is kept is of the view and was cast; the votes of one       *)
(* ballot do not exclude each other.                                       *)
BallotsAreTrue ==
    \A i \in Detailed : \A v \in View : \A m \in Node :
        LET ballot == BallotOf(i, v, m)
        IN /\ \A vote \in Vote : (vote.view = v /\ IsIn(ballot, vote)) => HasCast(m, vote)
           /\ \A b \in {ballot.notarize, ballot.finalize} \ {None} : ViewOf(b) = v
           /\ ballot.nullify => ballot.finalize = None
           /\ v <= ViewOf(tip[i]) => ballot = NoBallot

(* A node counts its own votes.                                            *)
OwnVotesAreKept ==
    \A i \in Detailed : \A vote \in sent[i] :
        (vote \in Vote /\ vote.view > ViewOf(tip[i])) => IsIn(BallotOf(i, vote.view, i), vote)

(* A node has signed what goes out once for each height up to that of the  *)
(* last block that it has released, in order, crashes included.            *)
ReleasedOnce ==
    \A i \in Detailed : issued[i] = [k \in 1..Len(released[i]) |-> SubSeq(released[i], 1, k)]

(* It has signed nothing that is not final.                                *)
ReleasedIsFinal ==
    LET finalized == Core!FinalizedBlocks
    IN \A i \in Detailed : \A k \in 1..Len(issued[i]) :
           \E b \in finalized : Core!IsAncestor(issued[i][k], b)

(* S8. No honest member is ever accused.                                   *)
HonestNeverAccused == \A i \in Detailed : \A a \in accused[i] : a.from \in Byzantine

(* The votes of a member that are in accepted certificates.                *)
OnRecord(m) == IF m \in Byzantine THEN {s.vote : s \in {t \in shown : t.from = m}} ELSE sent[m] \cap Vote

(* The two prove that their sender is Byzantine.                           *)
AreEvidence(a, b) ==
    /\ a.view = b.view
    /\ a # b
    /\ a.type = b.type \/ {a.type, b.type} = {"nullify", "finalize"}

Convicted == {m \in Node : \E a, b \in OnRecord(m) : AreEvidence(a, b)}

(* Two nodes have delivered, or would go on from, what excludes each other.*)
Disagreement ==
    \E i, j \in Honest :
        \/ ~ (Core!IsAncestor(tip[i], tip[j]) \/ Core!IsAncestor(tip[j], tip[i]))
        \/ \E b \in blocks[j] : ViewOf(b) > ViewOf(tip[i]) /\ ~ Core!IsAncestor(tip[i], b)

(* S9. If nodes disagree then more than f members are convicted, and all   *)
(* who are convicted are Byzantine.                                        *)
Accountability ==
    /\ Convicted \subseteq Byzantine
    /\ Disagreement => Cardinality(Convicted) > MaxFaulty

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

AllDeliverTheLastView == Core!AllDeliverTheLastView

DeliveredAfterCrash == Core!DeliveredAfterCrash

(* A node has signed for all heights that it has delivered.                *)
AllIsReleased == \E i \in Detailed : released[i] # Genesis /\ released[i] = tip[i]

(* A keeper has reported a member.                                         *)
EquivocatorAccused == \E i \in Detailed : accused[i] # {}

----------------------------------------------------------------------------
(* What happens at last, if every vote arrives that has been cast.         *)

VotesArrive ==
    \A i \in Detailed, m \in Node, vote \in Vote : WF_vars(HasCast(m, vote) /\ OnVote(i, m, vote))

(* Every block that is final is executed.                                  *)
BlocksAreExecuted == \A i \in Detailed : WF_vars(\E b \in Block : Release(i, b))

FairSpec == Spec /\ VotesArrive /\ BlocksAreExecuted

(* What is final at a node is released by it.                              *)
FinalIsReleased ==
    \A i \in Detailed, v \in View : (v <= ViewOf(tip[i])) ~> (v <= ViewOf(released[i]))

(* Who has cast votes that exclude each other is reported, unless the view *)
(* becomes final before.  A Byzantine member has cast them all.            *)
EquivocatorsAreAccused ==
    \A i \in Detailed, m \in Byzantine, v \in View :
        InRange(i, v) ~> (v <= ViewOf(tip[i]) \/ \E a \in accused[i] : a.from = m /\ a.view = v)
=============================================================================
