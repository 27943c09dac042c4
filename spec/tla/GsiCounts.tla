----------------------------- MODULE GsiCounts -----------------------------
(***************************************************************************)
(* Global Security Inheritance by counting.  Nodes of one kind are         *)
(* interchangeable in Gsi.tla, so how many of each kind there are says all *)
(* that matters, and much larger networks can be explored.                 *)
(*                                                                         *)
(* An honest member has signed the truth or nothing.  A Byzantine member   *)
(* has signed nothing, the truth, a lie, or both.  There is one lie.  At   *)
(* ten nodes the two modules are checked to have the same steps, by the    *)
(* map Counts of GsiRefinesCounts.tla.                                     *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    NetworkSize,      \* N
    ByzantineSize,    \* how many of them the adversary controls
    BaseSize,         \* n, the size of the base cloud
    AssertThreshold   \* how many members of the base cloud must sign an assertion

Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

(* The level at which the cloud is the whole network: ceil(log2(N/n)).     *)
Top == CHOOSE k \in 0..NetworkSize :
           /\ BaseSize * 2^k >= NetworkSize
           /\ \A j \in 0..k : BaseSize * 2^j >= NetworkSize => j = k

Size(k) == Min(NetworkSize, BaseSize * 2^k)

Quorum(s) == s - (s - 1) \div 3

Truth == "truth"
Lie == "lie"
None == "none"

Output == {Truth, Lie}

HonestSize == NetworkSize - ByzantineSize

ASSUME
    /\ NetworkSize \in Nat
    /\ 3 * ByzantineSize < NetworkSize
    /\ BaseSize \in 1..NetworkSize
    /\ AssertThreshold \in ((BaseSize - 1) \div 3 + 1)..BaseSize  \* f+1 at least

----------------------------------------------------------------------------
VARIABLES
    phase,         \* "executing", "window", "sampling", "voting", "final" or "settled"
    level,         \* how far the ladder has been climbed
    honest,        \* honest members of this level's cloud
    honestSigned,  \* those of them that have signed the truth
    idle,          \* Byzantine members that have signed nothing
    truthful,      \* Byzantine members that have signed the truth only
    lying,         \* Byzantine members that have signed the lie only
    equivocating,  \* Byzantine members that have signed both
    standing,      \* the standing verdict
    rests,         \* the output on which the cloud's soft state rests
    slashed,       \* how many nodes have lost their stake
    released,      \* the output whose irrevocable effects may be carried out
    irrevocable,   \* outputs of which irrevocable effects were carried out
    finals,        \* outputs that were announced as final
    overturned,    \* outputs that were the standing verdict and fell
    work,          \* executions of the interval, had no node reused its own
    periods        \* windows and votings begun, a lost vote counting as both

members == <<honest, honestSigned, idle, truthful, lying, equivocating>>
verdicts == <<standing, rests, slashed, released, irrevocable, finals, overturned>>
vars == <<phase, level, honest, honestSigned, idle, truthful, lying, equivocating,
          standing, rests, slashed, released, irrevocable, finals, overturned, work, periods>>

Init ==
    /\ phase = "executing"
    /\ level = 0
    /\ honest \in Max(1, BaseSize - ByzantineSize)..BaseSize
    /\ honestSigned = 0
    /\ idle = BaseSize - honest
    /\ truthful = 0
    /\ lying = 0
    /\ equivocating = 0
    /\ standing = None
    /\ rests = None
    /\ slashed = 0
    /\ released = None
    /\ irrevocable = {}
    /\ finals = {}
    /\ overturned = {}
    /\ work = BaseSize
    /\ periods = 0

----------------------------------------------------------------------------
(* How many have signed o.                                                 *)
Signed(o) ==
    IF o = Truth
    THEN honestSigned + truthful + equivocating
    ELSE lying + equivocating

(* One more member signs: which members can, by what they signed before.   *)
HonestSigns ==
    /\ honestSigned < honest
    /\ honestSigned' = honestSigned + 1
    /\ UNCHANGED <<honest, idle, truthful, lying, equivocating>>

IdleSigns(o) ==
    /\ idle > 0
    /\ idle' = idle - 1
    /\ truthful' = IF o = Truth THEN truthful + 1 ELSE truthful
    /\ lying' = IF o = Truth THEN lying ELSE lying + 1
    /\ UNCHANGED <<honest, honestSigned, equivocating>>

Equivocates(o) ==
    /\ (IF o = Truth THEN lying ELSE truthful) > 0
    /\ equivocating' = equivocating + 1
    /\ truthful' = IF o = Truth THEN truthful ELSE truthful - 1
    /\ lying' = IF o = Truth THEN lying - 1 ELSE lying
    /\ UNCHANGED <<honest, honestSigned, idle>>

NewSignature(o) ==
    \/ o = Truth /\ HonestSigns
    \/ IdleSigns(o)
    \/ Equivocates(o)

Vote(o) ==
    /\ phase \in {"executing", "voting"}
    /\ NewSignature(o)
    /\ UNCHANGED <<phase, level, work, periods>>
    /\ UNCHANGED verdicts

Assert(o) ==
    /\ phase = "executing"
    /\ Signed(o) >= AssertThreshold
    /\ phase' = "window"
    /\ standing' = o
    /\ rests' = o
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, slashed, released, irrevocable, finals, overturned, work>>
    /\ UNCHANGED members

(* A claim is a signature; the claimant may have signed the same before.   *)
Claim(o) ==
    /\ phase = "window"
    /\ o # standing
    /\ level < Top
    /\ \/ NewSignature(o)
       \/ Signed(o) > 0 /\ UNCHANGED members
    /\ phase' = "sampling"
    /\ UNCHANGED <<level, work, periods>>
    /\ UNCHANGED verdicts

(* The beacon extends the cloud by b Byzantine nodes and honest ones.      *)
Sample(b) ==
    /\ phase = "sampling"
    /\ idle + truthful + lying + equivocating + b <= ByzantineSize
    /\ LET newcomers == Size(level + 1) - Size(level)
       IN  /\ b <= newcomers
           /\ honest + newcomers - b <= HonestSize
           /\ honest' = honest + newcomers - b
    /\ idle' = idle + b
    /\ phase' = "voting"
    /\ level' = level + 1
    /\ work' = work + Size(level + 1)
    /\ periods' = periods + 1
    /\ UNCHANGED <<honestSigned, truthful, lying, equivocating>>
    /\ UNCHANGED verdicts

Decide(o) ==
    /\ phase = "voting"
    /\ Signed(o) >= Quorum(Size(level))
    /\ phase' = "window"
    /\ standing' = o
    /\ overturned' = IF o = standing THEN overturned ELSE overturned \cup {standing}
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, rests, slashed, released, irrevocable, finals, work>>
    /\ UNCHANGED members

NoQuorum ==
    /\ phase = "voting"
    /\ level < Top
    /\ \A o \in Output : Signed(o) < Quorum(Size(level))
    /\ phase' = "sampling"
    /\ periods' = periods + 1
    /\ UNCHANGED <<level, work>>
    /\ UNCHANGED members
    /\ UNCHANGED verdicts

(* The window waits for the claim of an honest node: see HonestClaimsAreIn *)
(* of Gsi.tla.                                                             *)
WindowExpire ==
    /\ phase = "window"
    /\ standing = Truth \/ level = Top \/ honest = 0
    /\ phase' = "final"
    /\ finals' = finals \cup {standing}
    /\ UNCHANGED <<level, standing, rests, slashed, released, irrevocable, overturned, work, periods>>
    /\ UNCHANGED members

Settle ==
    /\ phase = "final"
    /\ phase' = "settled"
    /\ slashed' = IF standing = Truth THEN Signed(Lie) ELSE Signed(Truth)
    /\ UNCHANGED <<level, standing, rests, released, irrevocable, finals, overturned, work, periods>>
    /\ UNCHANGED members

Rewind ==
    /\ phase = "settled"
    /\ rests # standing
    /\ rests' = standing
    /\ UNCHANGED <<phase, level, standing, slashed, released, irrevocable, finals, overturned, work, periods>>
    /\ UNCHANGED members

Release ==
    /\ phase = "settled"
    /\ rests = standing
    /\ released = None
    /\ released' = standing
    /\ UNCHANGED <<phase, level, standing, rests, slashed, irrevocable, finals, overturned, work, periods>>
    /\ UNCHANGED members

Carry(o) ==
    /\ released = o
    /\ o \notin irrevocable
    /\ irrevocable' = irrevocable \cup {o}
    /\ UNCHANGED <<phase, level, standing, rests, slashed, released, finals, overturned, work, periods>>
    /\ UNCHANGED members

Done ==
    /\ irrevocable # {}
    /\ UNCHANGED vars

Next ==
    \/ \E o \in Output : Vote(o)
    \/ \E o \in Output : Assert(o)
    \/ \E o \in Output : Claim(o)
    \/ \E b \in 0..ByzantineSize : Sample(b)
    \/ \E o \in Output : Decide(o)
    \/ NoQuorum
    \/ WindowExpire
    \/ Settle
    \/ Rewind
    \/ Release
    \/ \E o \in Output : Carry(o)
    \/ Done

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
TypeOK ==
    /\ phase \in {"executing", "window", "sampling", "voting", "final", "settled"}
    /\ level \in 0..Top
    /\ honest \in 0..HonestSize
    /\ honestSigned \in 0..honest
    /\ idle + truthful + lying + equivocating \in 0..ByzantineSize
    /\ idle \in Nat /\ truthful \in Nat /\ lying \in Nat /\ equivocating \in Nat
    /\ honest + idle + truthful + lying + equivocating = Size(level)
    /\ standing \in Output \cup {None}
    /\ rests \in Output \cup {None}
    /\ slashed \in 0..NetworkSize
    /\ released \in Output \cup {None}

(* G1 *)
FinalIsTrue == finals \subseteq {Truth}

(* G2: nobody but those who have signed the lie loses stake.               *)
HonestKeepStake == slashed <= lying + equivocating

(* G3 *)
Bounded ==
    /\ level <= Top
    /\ work <= BaseSize * (2^Top - 1) + NetworkSize
    /\ work < 3 * NetworkSize - BaseSize
    /\ periods <= 2 * Top + 1

(* G5 *)
HardAfterFinal == irrevocable \subseteq finals

(* G6 *)
OneFinal == finals \in {{}, {Truth}, {Lie}}

(* G7 *)
LiarsAreSlashed == phase = "settled" => slashed >= lying + equivocating

----------------------------------------------------------------------------
WrongAssertionOverturned == phase = "final" /\ rests = Lie /\ standing = Truth
WrongVerdictOverturned == phase = "window" /\ standing = Truth /\ Truth \in overturned
Rewound == phase = "settled" /\ rests = standing /\ overturned = {Lie}
NoQuorumReached ==
    /\ phase = "sampling"
    /\ level > 0
    /\ \A o \in Output : Signed(o) < Quorum(Size(level))
ByzantineClaimLost == phase = "settled" /\ level > 0 /\ overturned = {} /\ slashed > 0
TopReached == level = Top /\ phase = "window"
HardEffectCarried == irrevocable # {}

----------------------------------------------------------------------------
(* What happens at last: see Fairness of Gsi.tla.  Which member signs or   *)
(* claims does not show here, so honest ones are bound as a group.         *)
HonestVote ==
    /\ phase \in {"executing", "voting"}
    /\ HonestSigns
    /\ UNCHANGED <<phase, level, work, periods>>
    /\ UNCHANGED verdicts

Fairness ==
    /\ WF_vars(HonestVote)
    /\ WF_vars(honest > 0 /\ Claim(Truth))
    /\ \A o \in Output : WF_vars(Assert(o)) /\ WF_vars(Decide(o)) /\ WF_vars(Carry(o))
    /\ WF_vars(\E b \in 0..ByzantineSize : Sample(b))
    /\ WF_vars(NoQuorum)
    /\ WF_vars(WindowExpire)
    /\ WF_vars(Settle)
    /\ WF_vars(Rewind)
    /\ WF_vars(Release)

FairSpec == Spec /\ Fairness

AssertionsBecomeFinal == (standing # None) ~> (phase = "settled")
LostVotesAreDecided == NoQuorumReached ~> (phase = "settled")
RewindsComplete == (phase = "settled" /\ rests # standing) ~> (rests = standing)
FinalIsReleased == \A o \in Output : (o \in finals) ~> (released = o)
ReleasedIsCarried == \A o \in Output : (released = o) ~> (o \in irrevocable)
SettledForEver == [](phase = "settled" => [](phase = "settled"))

=============================================================================
