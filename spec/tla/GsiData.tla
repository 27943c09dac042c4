------------------------------ MODULE GsiData ------------------------------
(***************************************************************************)
(* Global Security Inheritance with the interval's inputs: Gsi.tla, and    *)
(* before it the dispersal of what an execution needs.                     *)
(*                                                                         *)
(* The checkpoint's state and the ordered input log are erasure coded, one *)
(* chunk for each node of the network, and any CodeThreshold chunks give   *)
(* them back.  A node that holds its chunk, verified against the root of   *)
(* the encoding, attests that it does.  When a quorum of the network has   *)
(* attested, the interval is certified, and only then signatures on its    *)
(* output count.  Whoever has to execute the interval asks all nodes for   *)
(* their chunks: honest holders answer, Byzantine ones answer whom they    *)
(* like.  A node that obtains too few chunks, or finds that they are not   *)
(* chunks of one encoding, states that the inputs are unavailable.         *)
(*                                                                         *)
(* That statement is one more thing that can be said of an interval, as an *)
(* output is: it is voted for, claimed, decided and overturned by the same *)
(* rules, and convicts its signer if another verdict becomes final.  If it *)
(* becomes final itself, the assertion is rejected: the cloud returns to   *)
(* the checkpoint, and nothing is released.                                *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Node,             \* the nodes of the network
    BaseSize,         \* n, the size of the base cloud
    AssertThreshold,  \* how many members of the base cloud must sign an assertion
    CodeThreshold,    \* k, how many chunks give the inputs back
    Output,           \* the outputs that can be signed
    Byzantine,        \* the nodes that the adversary controls
    Truth,            \* the output that an execution of the interval yields
    Codeword          \* whether the encoder committed to chunks of one encoding

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

(* The most of s nodes that are fewer than a third.                        *)
Faults(s) == (s - 1) \div 3

None == "none"
Unavailable == "unavailable"

(* What can be said of an interval.                                        *)
Statement == Output \cup {Unavailable}

ASSUME
    /\ Byzantine \subseteq Node
    /\ 3 * Cardinality(Byzantine) < NetworkSize
    /\ BaseSize \in 1..NetworkSize
    /\ AssertThreshold \in (Faults(BaseSize) + 1)..BaseSize
    /\ CodeThreshold \in 1..(NetworkSize - 2 * Faults(NetworkSize))
    /\ Truth \in Output
    /\ None \notin Output
    /\ Unavailable \notin Output
    /\ Codeword \in BOOLEAN

Honest == Node \ Byzantine

----------------------------------------------------------------------------
(* The machine: what the ladder's replicated state holds.                  *)

VARIABLES
    phase,     \* "dispersing", "executing", "window", "sampling", "voting", "final" or "settled"
    level,     \* how far the ladder has been climbed
    cloud,     \* the members of this level's cloud: all nodes with standing
    attested,  \* the nodes that have attested their chunk, until the certificate goes out
    signers,   \* [Statement -> SUBSET Node]: who has signed which statement
    standing,  \* the standing verdict
    rests,     \* what the cloud's soft state rests on: an output, or on Unavailable the checkpoint
    slashed,   \* the nodes that have lost their stake
    released   \* the output whose irrevocable effects may be carried out

(* The world: what the adversary, the nodes and the consumers have done.   *)
VARIABLES
    served,       \* chunks that honest holders serve, up to the CodeThreshold that are enough
    irrevocable,  \* outputs of which irrevocable effects were carried out
    finals,       \* verdicts that were announced as final
    overturned,   \* statements that were the standing verdict and fell
    lied,         \* nodes that have signed a statement that is not correct
    work,         \* executions of the interval, had no node reused its own
    periods       \* windows and votings begun, a lost vote counting as both

machine == <<phase, level, cloud, attested, signers, standing, rests, slashed, released>>
world == <<served, irrevocable, finals, overturned, lied, work, periods>>
vars == <<phase, level, cloud, attested, signers, standing, rests, slashed, released,
          served, irrevocable, finals, overturned, lied, work, periods>>

(* Any base cloud with at least one honest member may have been drawn.     *)
Bases == {S \in SUBSET Node : Cardinality(S) = BaseSize /\ S \cap Honest # {}}

(* What honest nodes say of the interval, given all chunks.                *)
Correct == IF Codeword THEN Truth ELSE Unavailable

Init ==
    /\ phase = "dispersing"
    /\ level = 0
    /\ cloud \in Bases
    /\ attested = {}
    /\ signers = [o \in Statement |-> {}]
    /\ standing = None
    /\ rests = None
    /\ slashed = {}
    /\ released = None
    /\ served = 0
    /\ irrevocable = {}
    /\ finals = {}
    /\ overturned = {}
    /\ lied = {}
    /\ work = BaseSize
    /\ periods = 0

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

(* Node i attests that it holds its chunk, verified against the root.      *)
Attest(i) ==
    /\ phase = "dispersing"
    /\ i \notin attested
    /\ attested' = attested \cup {i}
    /\ UNCHANGED <<phase, level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED world

AttestEffects(i) == <<>>

(* A quorum of the network has attested: with F of them Byzantine, N - 2F  *)
(* honest nodes hold a chunk, and CodeThreshold is at most that.           *)
Certify ==
    /\ phase = "dispersing"
    /\ Cardinality(attested) >= Quorum(NetworkSize)
    /\ phase' = "executing"
    /\ attested' = {}
    /\ served' = Min(CodeThreshold, Cardinality(attested \cap Honest))
    /\ UNCHANGED <<level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work, periods>>

CertifyEffects == <<[type |-> "CertifyAvailability", nodes |-> attested]>>

(* Node i signs the statement o.                                           *)
Vote(i, o) ==
    /\ phase \in {"executing", "voting"}
    /\ i \in cloud
    /\ i \notin signers[o]
    /\ signers' = [signers EXCEPT ![o] = @ \cup {i}]
    /\ lied' = IF o = Correct THEN lied ELSE lied \cup {i}
    /\ UNCHANGED <<phase, level, cloud, attested, standing, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, overturned, work, periods>>

VoteEffects(i, o) == <<>>

(* The base cloud asserts o: its soft state rests on o from now on.  A     *)
(* cloud that asserts Unavailable gives its own interval up.               *)
Assert(o) ==
    /\ phase = "executing"
    /\ Cardinality(signers[o]) >= AssertThreshold
    /\ phase' = "window"
    /\ standing' = o
    /\ rests' = o
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, attested, signers, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, overturned, lied, work>>

AssertEffects(o) == <<[type |-> "OpenWindow", level |-> level]>>

(* Node x, a member of some cloud of the ladder, claims that o is correct  *)
(* and not the standing verdict.  With o = Unavailable it claims that the  *)
(* inputs are withheld.                                                    *)
Claim(x, o) ==
    /\ phase = "window"
    /\ x \in cloud
    /\ o # standing
    /\ level < Top
    /\ phase' = "sampling"
    /\ signers' = [signers EXCEPT ![o] = @ \cup {x}]
    /\ lied' = IF o = Correct THEN lied ELSE lied \cup {x}
    /\ UNCHANGED <<level, cloud, attested, standing, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, overturned, work, periods>>

ClaimEffects(x, o) == <<[type |-> "DrawSample", level |-> level + 1]>>

(* The beacon, drawn after the claim, extends the cloud to S.  Newcomers   *)
(* obtain the inputs from the network's chunks and execute.                *)
Sample(S) ==
    /\ phase = "sampling"
    /\ Cardinality(S) = Size(level + 1)
    /\ cloud \subseteq S
    /\ phase' = "voting"
    /\ level' = level + 1
    /\ cloud' = S
    /\ work' = work + Cardinality(S)
    /\ periods' = periods + 1
    /\ UNCHANGED <<attested, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, overturned, lied>>

SampleEffects(S) ==
    <<[type |-> "Fetch", nodes |-> S \ cloud],
      [type |-> "OpenVoting", level |-> level + 1]>>

(* This level's cloud decides o.                                           *)
Decide(o) ==
    /\ phase = "voting"
    /\ Cardinality(signers[o]) >= Quorum(Cardinality(cloud))
    /\ phase' = "window"
    /\ standing' = o
    /\ overturned' = IF o = standing THEN overturned ELSE overturned \cup {standing}
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, attested, signers, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, lied, work>>

DecideEffects(o) == <<[type |-> "OpenWindow", level |-> level]>>

(* The voting of level k ran out without a quorum: the next cloud is drawn *)
(* without a new claim.  The whole network has no larger cloud and waits.  *)
NoQuorum(k) ==
    /\ phase = "voting"
    /\ k = level
    /\ level < Top
    /\ \A o \in Statement : Cardinality(signers[o]) < Quorum(Cardinality(cloud))
    /\ phase' = "sampling"
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, cloud, attested, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, finals, overturned, lied, work>>

NoQuorumEffects(k) == <<[type |-> "DrawSample", level |-> level + 1]>>

(* The window of level k ran out: the standing verdict is final.           *)
WindowExpire(k) ==
    /\ phase = "window"
    /\ k = level
    /\ phase' = "final"
    /\ finals' = finals \cup {standing}
    /\ UNCHANGED <<level, cloud, attested, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, overturned, lied, work, periods>>

WindowExpireEffects(k) ==
    IF standing = Unavailable
    THEN <<[type |-> "Reject"]>>
    ELSE <<[type |-> "Finalize", output |-> standing]>>

(* The one settlement: whoever signed another statement loses its stake.   *)
Settle ==
    /\ phase = "final"
    /\ phase' = "settled"
    /\ slashed' = UNION {signers[o] : o \in Statement \ {standing}}
    /\ UNCHANGED <<level, cloud, attested, signers, standing, rests, released>>
    /\ UNCHANGED world

SettleEffects ==
    <<[type |-> "Slash", nodes |-> UNION {signers[o] : o \in Statement \ {standing}}]>>

(* The cloud returns to the checkpoint, and replays its inputs unless they *)
(* are what it could not obtain.                                           *)
Rewind ==
    /\ phase = "settled"
    /\ rests # standing
    /\ rests' = standing
    /\ UNCHANGED <<phase, level, cloud, attested, signers, standing, slashed, released>>
    /\ UNCHANGED world

RewindEffects ==
    (IF rests = Unavailable THEN <<>> ELSE <<[type |-> "CancelSoft", output |-> rests]>>)
    \o (IF standing = Unavailable THEN <<>> ELSE <<[type |-> "Replay", output |-> standing]>>)

(* Hard finality: irrevocable effects of the final output may go out.      *)
Release ==
    /\ phase = "settled"
    /\ standing # Unavailable
    /\ rests = standing
    /\ released = None
    /\ released' = standing
    /\ UNCHANGED <<phase, level, cloud, attested, signers, standing, rests, slashed>>
    /\ UNCHANGED world

ReleaseEffects == <<[type |-> "ReleaseHard", output |-> standing]>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* How many chunks a node that asks for them may obtain.  The answers of   *)
(* honest holders arrive in time, which is an assumption; how many         *)
(* Byzantine nodes answer this node is the adversary's choice.             *)
Answers == {served + b : b \in 0..Cardinality(Byzantine)}

(* What an honest node says that has obtained this many chunks.  It        *)
(* encodes what it has recovered again and compares the root, so chunks    *)
(* that are not of one encoding are found out, whichever it has obtained.  *)
Finding(chunks) ==
    IF chunks >= CodeThreshold /\ Codeword THEN Truth ELSE Unavailable

Findings == {Finding(chunks) : chunks \in Answers}

(* An honest node signs what it found; a Byzantine one signs anything.     *)
MaySign(i, o) == i \in Byzantine \/ o \in Findings

(* Assumption: the claim of an honest node gets in before the window runs  *)
(* out, so no window closes while such a node still has one to make.       *)
HonestClaimsAreIn ==
    ~ \E x \in cloud \cap Honest : standing \notin Findings /\ level < Top

(* A consumer, shown the release of o, carries out its irrevocable effects.*)
Carry(o) ==
    /\ released = o
    /\ o \notin irrevocable
    /\ irrevocable' = irrevocable \cup {o}
    /\ UNCHANGED machine
    /\ UNCHANGED <<served, finals, overturned, lied, work, periods>>

(* A rejected assertion is undone.                                         *)
Undone == phase = "settled" /\ standing = Unavailable /\ rests = standing

(* The interval is over.  With this step, a state without any step is an   *)
(* error: the ladder is stuck.                                             *)
Done ==
    /\ irrevocable # {} \/ Undone
    /\ UNCHANGED vars

----------------------------------------------------------------------------
(* The candidates for a larger cloud: all sets of a size of the ladder.    *)
Clouds == {S \in SUBSET Node : \E k \in 1..Top : Cardinality(S) = Size(k)}

MachineNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
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
    /\ phase \in {"dispersing", "executing", "window", "sampling", "voting", "final", "settled"}
    /\ level \in Level
    /\ cloud \subseteq Node
    /\ attested \subseteq Node
    /\ signers \in [Statement -> SUBSET Node]
    /\ standing \in Statement \cup {None}
    /\ rests \in Statement \cup {None}
    /\ slashed \subseteq Node
    /\ released \in Output \cup {None}
    /\ served \in 0..CodeThreshold
    /\ irrevocable \subseteq Output
    /\ finals \subseteq Statement
    /\ overturned \subseteq Statement
    /\ lied \subseteq Node
    /\ work \in Nat
    /\ periods \in Nat

(* Only members have signed, and the cloud has the size of its level.      *)
Nested ==
    /\ Cardinality(cloud) = Size(level)
    /\ \A o \in Statement : signers[o] \subseteq cloud

(* D1. The honest holders alone can give back the inputs of an interval    *)
(* that was certified, whatever Byzantine nodes attested and withhold.     *)
Recoverable == phase # "dispersing" => served >= CodeThreshold

(* D2. What two honest nodes say of the interval is equal, so what they    *)
(* have recovered is.                                                      *)
HonestAgree ==
    Cardinality({o \in Statement : signers[o] \cap Honest # {}}) <= 1

(* The honest holders alone can give the inputs back, and they are inputs. *)
Obtainable == Codeword /\ served >= CodeThreshold

(* D3. No output is final whose inputs an honest executor cannot obtain.   *)
FinalIsObtainable == finals \cap Output # {} => Obtainable

(* D4. No assertion is rejected because nodes pretend that its inputs are  *)
(* unavailable.                                                            *)
ObtainableIsNotRejected == Unavailable \in finals => ~Obtainable

(* G1. A final output is the truth.                                        *)
FinalIsTrue == finals \cap Output \subseteq {Truth}

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

(* G6. At most one verdict becomes final.                                  *)
OneFinal == Cardinality(finals) <= 1

(* G7. After settlement whoever signed a wrong statement is slashed, and   *)
(* so is whoever pretended that the inputs are unavailable.                *)
LiarsAreSlashed == phase = "settled" => lied \subseteq slashed

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

(* No more honest nodes hold a chunk than are needed.                      *)
TightlyCertified ==
    /\ phase = "dispersing"
    /\ Cardinality(attested) = Quorum(NetworkSize)
    /\ Cardinality(attested \cap Honest) = CodeThreshold

(* An output was asserted, its inputs cannot be obtained, and it is undone.*)
WithheldRejected ==
    /\ Undone
    /\ overturned \cap Output # {}

(* An honest node's claim that the inputs are withheld drew a larger cloud.*)
WithholdingEscalated ==
    /\ phase = "voting"
    /\ standing \in Output
    /\ signers[Unavailable] \cap Honest # {}

(* Nodes pretended that the inputs are unavailable, a larger cloud obtained*)
(* them, and only who pretended is slashed.                                *)
UnavailabilityRefuted ==
    /\ phase = "settled"
    /\ level > 0
    /\ standing = Truth
    /\ overturned = {}
    /\ lied # {}
    /\ slashed = signers[Unavailable]

(* A verdict that the inputs are unavailable fell, and the cloud has       *)
(* executed.                                                               *)
PretenceOverturned ==
    /\ phase = "settled"
    /\ Unavailable \in overturned
    /\ rests = Truth

WrongAssertionOverturned ==
    /\ phase = "final"
    /\ rests \in Output \ {Correct}
    /\ standing = Correct

NoQuorumReached ==
    /\ phase = "sampling"
    /\ level > 0
    /\ \A o \in Statement : Cardinality(signers[o]) < Quorum(Cardinality(cloud))

TopReached == level = Top /\ phase = "window"

HardEffectCarried == irrevocable # {}

----------------------------------------------------------------------------
(* What happens at last.                                                   *)

(* An honest encoder gives every honest node its chunk, and one that wants *)
(* its interval certified must give it to a quorum of them.                *)
ChunksArrive ==
    /\ \A i \in Honest : WF_vars(Attest(i))
    /\ WF_vars(Certify)

(* Honest nodes obtain the inputs and sign what they found, and claim      *)
(* where the verdict is another.  Byzantine nodes are bound to nothing.    *)
HonestNodesAct ==
    /\ \A i \in Honest : WF_vars(Vote(i, Correct))
    /\ \A x \in Honest : WF_vars(Claim(x, Correct))

(* The ladder's replicas carry out what they have the signatures for.      *)
LadderActs ==
    /\ \A o \in Statement : WF_vars(Assert(o)) /\ WF_vars(Decide(o))
    /\ WF_vars(Settle)
    /\ WF_vars(Rewind)
    /\ WF_vars(Release)

BeaconAnswers == WF_vars(\E S \in Clouds : Sample(S))

VotingsEnd == WF_vars(\E k \in Level : NoQuorum(k))

WindowsEnd == WF_vars(\E k \in Level : HonestClaimsAreIn /\ WindowExpire(k))

ConsumersCarry == \A o \in Output : WF_vars(Carry(o))

Fairness ==
    /\ ChunksArrive
    /\ HonestNodesAct
    /\ LadderActs
    /\ BeaconAnswers
    /\ VotingsEnd
    /\ WindowsEnd
    /\ ConsumersCarry

FairSpec == Spec /\ Fairness

(* Chunks that arrive are certified, though Byzantine nodes attest nothing.*)
DispersalsEnd == (phase = "dispersing") ~> (phase # "dispersing")

(* Every assertion becomes final or is rejected, and is settled.           *)
AssertionsAreSettled == (standing # None) ~> (phase = "settled")

(* An asserted interval whose inputs can be recovered executes, whatever   *)
(* was asserted and whoever withholds.                                     *)
RecoveredExecutes == (standing # None /\ Obtainable) ~> (irrevocable = {Truth})

(* A cloud that asserted an interval whose inputs cannot be obtained, or   *)
(* rests on an overturned output, returns to the checkpoint.               *)
WithheldIsUndone == (standing # None /\ ~Obtainable) ~> Undone
RewindsComplete == (phase = "settled" /\ rests # standing) ~> (rests = standing)

(* What was settled stays settled.                                         *)
SettledForEver == [](phase = "settled" => [](phase = "settled"))
=============================================================================
