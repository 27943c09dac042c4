-------------------------------- MODULE Gsi --------------------------------
(***************************************************************************)
(* Global Security Inheritance: one checkpoint interval of one cloud.      *)
(*                                                                         *)
(* A small base cloud executes the interval and asserts its output.        *)
(* Whoever is a member of a cloud of the ladder may claim that the         *)
(* standing verdict is wrong.  A claim opens the next cloud, twice as      *)
(* large and containing the one before; it executes again and decides.     *)
(* The ladder ends with the whole network.  Verdicts are provisional until *)
(* a window passes without a claim; only then is anyone slashed and any    *)
(* irrevocable effect released.                                            *)
(*                                                                         *)
(* A signature under "the interval's output is o" is a statement about the *)
(* interval and not about a level: an honest node executes once and signs  *)
(* once, its statement counts in every later cloud (clouds are nested),    *)
(* and it convicts its signer if the final verdict is another output.  A   *)
(* claim is such a statement too.                                          *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Node,             \* the nodes of the network
    BaseSize,         \* n, the size of the base cloud
    AssertThreshold,  \* how many members of the base cloud must sign an assertion
    Output,           \* the outputs that can be signed
    Byzantine,        \* the nodes that the adversary controls
    Truth             \* the output that an execution of the interval yields

NetworkSize == Cardinality(Node)

Min(a, b) == IF a < b THEN a ELSE b

(* The level at which the cloud is the whole network: ceil(log2(N/n)).     *)
Top == CHOOSE k \in 0..NetworkSize :
           /\ BaseSize * 2^k >= NetworkSize
           /\ \A j \in 0..k : BaseSize * 2^j >= NetworkSize => j = k

Size(k) == Min(NetworkSize, BaseSize * 2^k)

Level == 0..Top

(* The BFT quorum of s nodes, of which fewer than a third are faulty.      *)
Quorum(s) == s - (s - 1) \div 3

None == "none"

ASSUME
    /\ Byzantine \subseteq Node
    /\ 3 * Cardinality(Byzantine) < NetworkSize
    /\ BaseSize \in 1..NetworkSize
    /\ AssertThreshold \in ((BaseSize - 1) \div 3 + 1)..BaseSize  \* f+1 at least
    /\ Truth \in Output
    /\ None \notin Output

Honest == Node \ Byzantine

----------------------------------------------------------------------------
(* The machine: what the ladder's replicated state holds.                  *)

VARIABLES
    phase,     \* "executing", "window", "sampling", "voting", "final" or "settled"
    level,     \* how far the ladder has been climbed
    cloud,     \* the members of this level's cloud: all nodes with standing
    signers,   \* [Output -> SUBSET Node]: who has signed which output
    standing,  \* the standing verdict
    rests,     \* the output on which the cloud's soft state rests
    slashed,   \* the nodes that have lost their stake
    released   \* the output whose irrevocable effects may be carried out

(* The world: what the adversary, the nodes and the consumers have done.   *)
VARIABLES
    irrevocable,  \* outputs of which irrevocable effects were carried out
    finals,       \* outputs that were announced as final
    overturned,   \* outputs that were the standing verdict and fell
    lied,         \* nodes that have signed an output other than the truth
    work,         \* executions of the interval, had no node reused its own
    periods       \* windows and votings begun, a lost vote counting as both

machine == <<phase, level, cloud, signers, standing, rests, slashed, released>>
world == <<irrevocable, finals, overturned, lied, work, periods>>
vars == <<phase, level, cloud, signers, standing, rests, slashed, released,
          irrevocable, finals, overturned, lied, work, periods>>

(* Any base cloud with at least one honest member may have been drawn.     *)
Bases == {S \in SUBSET Node : Cardinality(S) = BaseSize /\ S \cap Honest # {}}

Init ==
    /\ phase = "executing"
    /\ level = 0
    /\ cloud \in Bases
    /\ signers = [o \in Output |-> {}]
    /\ standing = None
    /\ rests = None
    /\ slashed = {}
    /\ released = None
    /\ irrevocable = {}
    /\ finals = {}
    /\ overturned = {}
    /\ lied = {}
    /\ work = BaseSize
    /\ periods = 0

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

(* Node i signs the statement that the output is o.                        *)
Vote(i, o) ==
    /\ phase \in {"executing", "voting"}
    /\ i \in cloud
    /\ i \notin signers[o]
    /\ signers' = [signers EXCEPT ![o] = @ \cup {i}]
    /\ lied' = IF o = Truth THEN lied ELSE lied \cup {i}
    /\ UNCHANGED <<phase, level, cloud, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, work, periods>>

VoteEffects(i, o) == <<>>

(* The base cloud asserts o: its soft state rests on o from now on.        *)
Assert(o) ==
    /\ phase = "executing"
    /\ Cardinality(signers[o]) >= AssertThreshold
    /\ phase' = "window"
    /\ standing' = o
    /\ rests' = o
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, signers, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work>>

AssertEffects(o) == <<[type |-> "OpenWindow", level |-> level]>>

(* Node x, a member of some cloud of the ladder, claims that the output is *)
(* o and not the standing verdict.  Clouds are nested, so the members of   *)
(* this level's cloud are all nodes with standing.                         *)
Claim(x, o) ==
    /\ phase = "window"
    /\ x \in cloud
    /\ o # standing
    /\ level < Top
    /\ phase' = "sampling"
    /\ signers' = [signers EXCEPT ![o] = @ \cup {x}]
    /\ lied' = IF o = Truth THEN lied ELSE lied \cup {x}
    /\ UNCHANGED <<level, cloud, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, work, periods>>

ClaimEffects(x, o) == <<[type |-> "DrawSample", level |-> level + 1]>>

(* The beacon, drawn after the claim, extends the cloud to S.  Only the    *)
(* newcomers need to execute: the others have done so already.             *)
Sample(S) ==
    /\ phase = "sampling"
    /\ Cardinality(S) = Size(level + 1)
    /\ cloud \subseteq S
    /\ phase' = "voting"
    /\ level' = level + 1
    /\ cloud' = S
    /\ work' = work + Cardinality(S)
    /\ periods' = periods + 1
    /\ UNCHANGED <<signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied>>

SampleEffects(S) ==
    <<[type |-> "Execute", nodes |-> S \ cloud],
      [type |-> "OpenVoting", level |-> level + 1]>>

(* This level's cloud decides that the output is o.                        *)
Decide(o) ==
    /\ phase = "voting"
    /\ Cardinality(signers[o]) >= Quorum(Cardinality(cloud))
    /\ phase' = "window"
    /\ standing' = o
    /\ overturned' = IF o = standing THEN overturned ELSE overturned \cup {standing}
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, signers, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, lied, work>>

DecideEffects(o) == <<[type |-> "OpenWindow", level |-> level]>>

(* The voting of level k ran out without a quorum: the next cloud is drawn *)
(* without a new claim.  The whole network has no larger cloud and waits.  *)
NoQuorum(k) ==
    /\ phase = "voting"
    /\ k = level
    /\ level < Top
    /\ \A o \in Output : Cardinality(signers[o]) < Quorum(Cardinality(cloud))
    /\ phase' = "sampling"
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work>>

NoQuorumEffects(k) == <<[type |-> "DrawSample", level |-> level + 1]>>

(* The window of level k ran out: the standing verdict is final.           *)
WindowExpire(k) ==
    /\ phase = "window"
    /\ k = level
    /\ phase' = "final"
    /\ finals' = finals \cup {standing}
    /\ UNCHANGED <<level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, overturned, lied, work, periods>>

WindowExpireEffects(k) == <<[type |-> "Finalize", output |-> standing]>>

(* The one settlement: whoever signed another output loses its stake.      *)
Settle ==
    /\ phase = "final"
    /\ phase' = "settled"
    /\ slashed' = UNION {signers[o] : o \in Output \ {standing}}
    /\ UNCHANGED <<level, cloud, signers, standing, rests, released>>
    /\ UNCHANGED world

SettleEffects ==
    <<[type |-> "Slash", nodes |-> UNION {signers[o] : o \in Output \ {standing}}]>>

(* The cloud returns to the checkpoint and replays its inputs.             *)
Rewind ==
    /\ phase = "settled"
    /\ rests # standing
    /\ rests' = standing
    /\ UNCHANGED <<phase, level, cloud, signers, standing, slashed, released>>
    /\ UNCHANGED world

RewindEffects ==
    <<[type |-> "CancelSoft", output |-> rests],
      [type |-> "Replay", output |-> standing]>>

(* Hard finality: irrevocable effects of the final output may go out.      *)
Release ==
    /\ phase = "settled"
    /\ rests = standing
    /\ released = None
    /\ released' = standing
    /\ UNCHANGED <<phase, level, cloud, signers, standing, rests, slashed>>
    /\ UNCHANGED world

ReleaseEffects == <<[type |-> "ReleaseHard", output |-> standing]>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* An honest node signs what it executed; a Byzantine one signs anything.  *)
MaySign(i, o) == i \in Byzantine \/ o = Truth

(* Assumption: the claim of an honest node gets in before the window runs  *)
(* out, so no window closes while such a node still has one to make.       *)
HonestClaimsAreIn ==
    ~ \E x \in cloud \cap Honest : standing # Truth /\ level < Top

(* A consumer, shown the release of o, carries out its irrevocable effects.*)
Carry(o) ==
    /\ released = o
    /\ o \notin irrevocable
    /\ irrevocable' = irrevocable \cup {o}
    /\ UNCHANGED machine
    /\ UNCHANGED <<finals, overturned, lied, work, periods>>

(* The interval is over.  With this step, a state without any step is an   *)
(* error: the ladder is stuck.                                             *)
Done ==
    /\ irrevocable # {}
    /\ UNCHANGED vars

----------------------------------------------------------------------------
(* The candidates for a larger cloud: all sets of a size of the ladder.    *)
Clouds == {S \in SUBSET Node : \E k \in 1..Top : Cardinality(S) = Size(k)}

MachineNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Output : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release

EnvNext ==
    \/ \E o \in Output : Carry(o)
    \/ Done

Next == MachineNext \/ EnvNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ phase \in {"executing", "window", "sampling", "voting", "final", "settled"}
    /\ level \in Level
    /\ cloud \subseteq Node
    /\ signers \in [Output -> SUBSET Node]
    /\ standing \in Output \cup {None}
    /\ rests \in Output \cup {None}
    /\ slashed \subseteq Node
    /\ released \in Output \cup {None}
    /\ irrevocable \subseteq Output
    /\ finals \subseteq Output
    /\ overturned \subseteq Output
    /\ lied \subseteq Node
    /\ work \in Nat
    /\ periods \in Nat

(* Only members have signed, and the cloud has the size of its level.      *)
Nested ==
    /\ Cardinality(cloud) = Size(level)
    /\ \A o \in Output : signers[o] \subseteq cloud

(* G1. A final output is the truth.                                        *)
FinalIsTrue == finals \subseteq {Truth}

(* G2. No honest node is slashed.                                          *)
HonestKeepStake == slashed \cap Honest = {}

(* G3. Escalations, executions and delay are bounded.  With reuse, every   *)
(* member of the last cloud executes once: at most N executions.           *)
Bounded ==
    /\ level <= Top
    /\ Cardinality(cloud) <= NetworkSize
    /\ work <= BaseSize * (2^Top - 1) + NetworkSize
    /\ work < 3 * NetworkSize - BaseSize
    /\ periods <= 2 * Top + 1

(* G5. Irrevocable effects come from final outputs only.                   *)
HardAfterFinal == irrevocable \subseteq finals

(* G6. At most one output becomes final.                                   *)
OneFinal == Cardinality(finals) <= 1

(* G7. After settlement whoever signed a wrong output is slashed.          *)
LiarsAreSlashed == phase = "settled" => lied \subseteq slashed

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

WrongAssertionOverturned ==
    /\ phase = "final"
    /\ rests \notin {None, Truth}
    /\ standing = Truth

WrongVerdictOverturned ==
    /\ phase = "window"
    /\ standing = Truth
    /\ Truth \in overturned

Rewound ==
    /\ phase = "settled"
    /\ rests = standing
    /\ overturned \notin {{}, {Truth}}
    /\ Truth \notin overturned

NoQuorumReached ==
    /\ phase = "sampling"
    /\ level > 0
    /\ \A o \in Output : Cardinality(signers[o]) < Quorum(Cardinality(cloud))

ByzantineClaimLost ==
    /\ phase = "settled"
    /\ level > 0
    /\ overturned = {}
    /\ slashed # {}

TopReached == level = Top /\ phase = "window"

HardEffectCarried == irrevocable # {}

----------------------------------------------------------------------------
(* What happens at last.                                                   *)

(* Honest nodes execute and sign, and claim where the verdict is wrong.    *)
(* Byzantine nodes are bound to nothing.                                   *)
HonestNodesAct ==
    /\ \A i \in Honest : WF_vars(Vote(i, Truth))
    /\ \A x \in Honest : WF_vars(Claim(x, Truth))

(* The ladder's replicas carry out what they have the signatures for.      *)
LadderActs ==
    /\ \A o \in Output : WF_vars(Assert(o)) /\ WF_vars(Decide(o))
    /\ WF_vars(Settle)
    /\ WF_vars(Rewind)
    /\ WF_vars(Release)

BeaconAnswers == WF_vars(\E S \in Clouds : Sample(S))

VotingsEnd == WF_vars(\E k \in Level : NoQuorum(k))

WindowsEnd == WF_vars(\E k \in Level : HonestClaimsAreIn /\ WindowExpire(k))

ConsumersCarry == \A o \in Output : WF_vars(Carry(o))

(* Weak fairness is enough: nothing of this is interrupted again and again.*)
Fairness ==
    /\ HonestNodesAct
    /\ LadderActs
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry

FairSpec == Spec /\ Fairness

(* Every assertion becomes final and is settled, whatever is claimed and   *)
(* however often a vote has no quorum.                                     *)
AssertionsBecomeFinal == (standing # None) ~> (phase = "settled")

(* A lost vote does not stop the ladder.                                   *)
LostVotesAreDecided == NoQuorumReached ~> (phase = "settled")

(* A cloud whose soft state rests on an overturned output returns to the   *)
(* checkpoint and replays.                                                 *)
RewindsComplete == (phase = "settled" /\ rests # standing) ~> (rests = standing)

(* What becomes final is released, and what is released is carried out.    *)
FinalIsReleased == \A o \in Output : (o \in finals) ~> (released = o)
ReleasedIsCarried == \A o \in Output : (released = o) ~> (o \in irrevocable)

(* What was settled stays settled.                                         *)
SettledForEver == [](phase = "settled" => [](phase = "settled"))
=============================================================================
