------------------------------ MODULE GsiBonds ------------------------------
(***************************************************************************)
(* The money behind one ladder of Global Security Inheritance: who puts    *)
(* what at stake, who pays for an escalation, and what is left for whom.   *)
(*                                                                         *)
(* Every action is the action of Gsi.tla of the same name, and what it     *)
(* does to the money.  An assertion locks a deposit of each of its signers *)
(* and a claim locks a bond of its claimant.  Either side of the first     *)
(* dispute alone can pay for the whole ladder, and one of the two is       *)
(* wrong.  All money moves at the one settlement: whoever signed another   *)
(* output than the final one loses what it has, from which first the       *)
(* executors are paid, then the right claimants are rewarded; the rest is  *)
(* burned.                                                                 *)
(*                                                                         *)
(* One stake stands behind many intervals.  What is not locked here can be *)
(* lost in another interval at any time, and nothing here counts on it.    *)
(*                                                                         *)
(* Amounts are whole numbers; 1 is what one execution of the interval      *)
(* costs.                                                                  *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Node,             \* the nodes of the network
    BaseSize,         \* n, the size of the base cloud
    AssertThreshold,  \* how many members of the base cloud must sign an assertion
    Output,           \* the outputs that can be signed
    Byzantine,        \* the nodes that the adversary controls
    Truth,            \* the output that an execution of the interval yields
    Draws,            \* the base clouds that may have been drawn
    Stake,            \* what each node has at stake as the interval begins
    Margin,           \* how many times the costs of the ladder a bond exceeds them
    RewardPart        \* right claimants get one part in so many of what is left

VARIABLES
    phase, level, cloud, signers, standing, rests, slashed, released,
    stake,      \* [Node -> Nat]: what each node has and may lose elsewhere
    locked,     \* [Node -> Nat]: what it has locked for this interval
    claimants,  \* the nodes that have claimed
    executors,  \* the newcomers of all samples: they were asked to execute
    books       \* what the settlement took, from whom and for whom

VARIABLES
    irrevocable, finals, overturned, lied, work, periods,
    elsewhere   \* what nodes have lost in other intervals

machine == <<phase, level, cloud, signers, standing, rests, slashed, released,
             stake, locked, claimants, executors, books>>
world == <<irrevocable, finals, overturned, lied, work, periods, elsewhere>>
vars == <<phase, level, cloud, signers, standing, rests, slashed, released,
          stake, locked, claimants, executors, books,
          irrevocable, finals, overturned, lied, work, periods, elsewhere>>
money == <<stake, locked, claimants, executors, books, elsewhere>>

(* The ladder: its constants and variables have the same names here.       *)
G == INSTANCE Gsi

Max(a, b) == IF a > b THEN a ELSE b

RECURSIVE Sum(_, _)
Sum(f, S) ==
    IF S = {} THEN 0 ELSE LET i == CHOOSE j \in S : TRUE IN f[i] + Sum(f, S \ {i})

(* With reuse each newcomer executes once, so the ladder from level k on   *)
(* costs at most N - Size(k) executions.                                   *)
BondAt(k) == (1 + Margin) * (G!NetworkSize - G!Size(k))

(* What each signer of an assertion locks: together they can pay for the   *)
(* whole ladder.                                                           *)
Deposit == (BondAt(0) + AssertThreshold - 1) \div AssertThreshold

(* What Draws is where every base cloud with an honest member may come.    *)
AllBases == G!Bases

ASSUME
    /\ Draws \subseteq G!Bases
    /\ Margin \in Nat
    /\ Stake \in Nat
    /\ Stake >= BondAt(0)         \* every node can claim
    /\ RewardPart \in Nat \ {0}

NoBooks == [forfeited |-> 0, paid |-> 0, rewarded |-> 0, burned |-> 0, advanced |-> 0]

Init ==
    /\ G!Init
    /\ cloud \in Draws
    /\ stake = [i \in Node |-> Stake]
    /\ locked = [i \in Node |-> 0]
    /\ claimants = {}
    /\ executors = {}
    /\ books = NoBooks
    /\ elsewhere = 0

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

Vote(i, o) ==
    /\ G!Vote(i, o)
    /\ UNCHANGED money

VoteEffects(i, o) == G!VoteEffects(i, o)

(* Signers who can lock a deposit; others do not count for an assertion.   *)
Depositors(o) == {i \in signers[o] : stake[i] >= Deposit}

Assert(o) ==
    /\ G!Assert(o)
    /\ Cardinality(Depositors(o)) >= AssertThreshold
    /\ stake' = [i \in Node |-> IF i \in Depositors(o) THEN stake[i] - Deposit ELSE stake[i]]
    /\ locked' = [i \in Node |-> IF i \in Depositors(o) THEN Deposit ELSE 0]
    /\ UNCHANGED <<claimants, executors, books, elsewhere>>

AssertEffects(o) ==
    <<[type |-> "Lock", nodes |-> Depositors(o), amount |-> Deposit],
      [type |-> "OpenWindow", level |-> level]>>

(* What x must lock to claim now; what it has locked before counts.        *)
TopUp(x) == Max(0, BondAt(level) - locked[x])

Claim(x, o) ==
    /\ G!Claim(x, o)
    /\ stake[x] >= TopUp(x)
    /\ stake' = [stake EXCEPT ![x] = @ - TopUp(x)]
    /\ locked' = [locked EXCEPT ![x] = @ + TopUp(x)]
    /\ claimants' = claimants \cup {x}
    /\ UNCHANGED <<executors, books, elsewhere>>

ClaimEffects(x, o) ==
    <<[type |-> "Lock", nodes |-> {x}, amount |-> TopUp(x)],
      [type |-> "DrawSample", level |-> level + 1]>>

Sample(S) ==
    /\ G!Sample(S)
    /\ executors' = executors \cup (S \ cloud)
    /\ UNCHANGED <<stake, locked, claimants, books, elsewhere>>

SampleEffects(S) == G!SampleEffects(S)

Decide(o) ==
    /\ G!Decide(o)
    /\ UNCHANGED money

DecideEffects(o) == G!DecideEffects(o)

NoQuorum(k) ==
    /\ G!NoQuorum(k)
    /\ UNCHANGED money

NoQuorumEffects(k) == G!NoQuorumEffects(k)

WindowExpire(k) ==
    /\ G!WindowExpire(k)
    /\ UNCHANGED money

WindowExpireEffects(k) == G!WindowExpireEffects(k)

(* Who forfeits all it has: whoever signed another output than the final   *)
(* one.                                                                    *)
Forfeiting == UNION {signers[o] : o \in Output \ {standing}}

Forfeited == Sum(stake, Forfeiting) + Sum(locked, Forfeiting)

(* Every newcomer is paid for the execution that it was asked for, also if *)
(* its signature came too late to be counted.                              *)
Paid == executors \ Forfeiting

(* Whose claim was right: a claimant that has signed nothing else.         *)
Right == claimants \ Forfeiting

(* What is left after the executors, and what they lack.                   *)
Left == Max(0, Forfeited - Cardinality(Paid))
Lacking == Max(0, Cardinality(Paid) - Forfeited)

(* What each right claimant gets of what is left.                          *)
Reward == IF Right = {} THEN 0 ELSE Left \div (RewardPart * Cardinality(Right))

Rewarded == Reward * Cardinality(Right)

(* The balance of i after the settlement.                                  *)
Balance(i) ==
    IF i \in Forfeiting
    THEN 0
    ELSE stake[i] + locked[i]
         + (IF i \in Paid THEN 1 ELSE 0)
         + (IF i \in Right THEN Reward ELSE 0)

Settle ==
    /\ G!Settle
    /\ stake' = [i \in Node |-> Balance(i)]
    /\ locked' = [i \in Node |-> 0]
    /\ books' = [forfeited |-> Forfeited,
                 paid      |-> Cardinality(Paid),
                 rewarded  |-> Rewarded,
                 burned    |-> Left - Rewarded,
                 advanced  |-> Lacking]
    /\ UNCHANGED <<claimants, executors, elsewhere>>

(* The treasury advances what the executors lack.                          *)
SettleEffects ==
    <<[type |-> "Slash", nodes |-> Forfeiting],
      [type |-> "Pay", nodes |-> Paid, amount |-> 1],
      [type |-> "Pay", nodes |-> Right, amount |-> Reward],
      [type |-> "Burn", amount |-> Left - Rewarded],
      [type |-> "Advance", amount |-> Lacking],
      [type |-> "Unlock", nodes |-> {i \in Node : locked[i] > 0 /\ i \notin Forfeiting}]>>

Rewind ==
    /\ G!Rewind
    /\ UNCHANGED money

RewindEffects == G!RewindEffects

Release ==
    /\ G!Release
    /\ UNCHANGED money

ReleaseEffects == G!ReleaseEffects

(* Another interval has slashed i: what is not locked here is gone.        *)
SlashedElsewhere(i) ==
    /\ phase # "settled"
    /\ i \in {j \in Node : stake[j] > 0}
    /\ stake' = [stake EXCEPT ![i] = 0]
    /\ elsewhere' = elsewhere + stake[i]
    /\ UNCHANGED <<phase, level, cloud, signers, standing, rests, slashed, released>>
    /\ UNCHANGED <<irrevocable, finals, overturned, lied, work, periods>>
    /\ UNCHANGED <<locked, claimants, executors, books>>

SlashedElsewhereEffects(i) == <<>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

MaySign(i, o) == G!MaySign(i, o)

HonestClaimsAreIn == G!HonestClaimsAreIn

(* Assumption: other intervals, too, slash none but Byzantine nodes.       *)
MayBeSlashed(i) == i \in Byzantine

Carry(o) ==
    /\ G!Carry(o)
    /\ UNCHANGED money

Done ==
    /\ G!Done
    /\ UNCHANGED money

(* A base that cannot put up the deposits does not assert, whoever signs.  *)
(* It waits, as a base does whose members are silent.                      *)
Wait ==
    /\ phase = "executing"
    /\ Cardinality({i \in cloud : stake[i] >= Deposit}) < AssertThreshold
    /\ UNCHANGED vars

----------------------------------------------------------------------------
MachineNext ==
    \/ \E i \in Node, o \in Output : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Output : Assert(o)
    \/ \E x \in Node, o \in Output : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in G!Clouds : Sample(S)
    \/ \E o \in Output : Decide(o)
    \/ \E k \in G!Level : NoQuorum(k)
    \/ \E k \in G!Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ \E i \in Node : MayBeSlashed(i) /\ SlashedElsewhere(i)

EnvNext ==
    \/ \E o \in Output : Carry(o)
    \/ Done
    \/ Wait

Next == MachineNext \/ EnvNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

(* The ladder is Gsi.tla's: without the money, every step is one of Gsi or *)
(* changes nothing.  So all that was shown of Gsi holds here.              *)
RefinesGsi == G!Spec

TypeOK ==
    /\ stake \in [Node -> Nat]
    /\ locked \in [Node -> Nat]
    /\ claimants \subseteq cloud
    /\ executors \subseteq cloud
    /\ \A entry \in DOMAIN books : books[entry] \in Nat
    /\ elsewhere \in Nat

(* G4, first half.  No money comes from nowhere, and none is lost.         *)
Conserved ==
    /\ Sum(stake, Node) + Sum(locked, Node) + books.burned + elsewhere
          = Stake * G!NetworkSize + books.advanced
    /\ books.forfeited + books.advanced = books.paid + books.rewarded + books.burned

(* G4, second half.  Rewards are at most a part of what liars lost and the *)
(* executors did not need; beta, the rest of it, is burned.                *)
RewardsAreBounded ==
    books.rewarded > 0 => RewardPart * books.rewarded <= books.forfeited - books.paid

(* G2, with bonds.  No honest node has less than it began with.            *)
HonestKeepMoney == \A h \in G!Honest : stake[h] + locked[h] >= Stake

(* Every honest node that had to execute is paid for it.                   *)
ExecutorsArePaid ==
    phase = "settled" => \A h \in executors \cap G!Honest : stake[h] + locked[h] >= Stake + 1

(* And the liars pay, not the treasury.                                    *)
TreasuryIsUntouched == books.advanced = 0

(* What an assertion or a claim has locked is free after the settlement.   *)
NothingStaysLocked == phase = "settled" => \A i \in Node : locked[i] = 0

(* After the settlement who has signed a wrong output has nothing, and so  *)
(* no standing: no deposit to assert with, no bond to claim with.          *)
LiarsLoseStanding == phase = "settled" => \A i \in lied : stake[i] + locked[i] = 0

(* What the adversary has lost in this interval.                           *)
Loss ==
    Stake * Cardinality(Byzantine) - elsewhere - Sum(stake, Byzantine) - Sum(locked, Byzantine)

(* The executions that honest newcomers were made to do.                   *)
Forced == Cardinality(executors \cap G!Honest)

(* The griefing factor, Forced / Loss, is at most 1 / (1 + beta * Margin), *)
(* where beta = 1 - 1 / RewardPart.                                        *)
LeastLoss == (RewardPart + (RewardPart - 1) * Margin) * Forced

GriefingIsPaid == phase = "settled" => RewardPart * Loss >= LeastLoss

----------------------------------------------------------------------------
(* What must be reachable.                                                 *)

FalseClaimLosesBond ==
    /\ phase = "settled"
    /\ overturned = {}
    /\ \E x \in claimants \cap slashed : stake[x] = 0

RightClaimIsRewarded ==
    /\ phase = "settled"
    /\ \E h \in claimants \cap G!Honest : stake[h] > Stake

(* Lost votes lead from a base to the top, and all newcomers are paid.     *)
LongestLadderIsPaid ==
    /\ phase = "settled"
    /\ level = G!Top
    /\ books.paid = G!NetworkSize - BaseSize

UnclaimedEscalation == G!NoQuorumReached

(* A liar that had nothing left but what was locked.                       *)
OnlyLockedForfeited ==
    /\ phase = "settled"
    /\ elsewhere > 0
    /\ books.forfeited > 0
    /\ elsewhere + books.forfeited = Stake * Cardinality(slashed)

BoundIsReached ==
    /\ phase = "settled"
    /\ Forced > 0
    /\ RewardPart * Loss = LeastLoss

----------------------------------------------------------------------------
(* What happens at last: see Fairness of Gsi.tla.                          *)

HonestNodesAct ==
    /\ \A i \in G!Honest : WF_vars(Vote(i, Truth))
    /\ \A x \in G!Honest : WF_vars(Claim(x, Truth))

LadderActs ==
    /\ \A o \in Output : WF_vars(Assert(o)) /\ WF_vars(Decide(o))
    /\ WF_vars(Rewind)
    /\ WF_vars(Release)

SettlementComes == WF_vars(Settle)

BeaconAnswers == WF_vars(\E S \in G!Clouds : Sample(S))

ClocksRun ==
    /\ WF_vars(\E k \in G!Level : NoQuorum(k))
    /\ WF_vars(\E k \in G!Level : HonestClaimsAreIn /\ WindowExpire(k))

FairSpec ==
    /\ Spec
    /\ HonestNodesAct
    /\ LadderActs
    /\ SettlementComes
    /\ BeaconAnswers
    /\ ClocksRun

(* What is locked is released.                                             *)
BondsAreReleased == (\E i \in Node : locked[i] > 0) ~> (\A i \in Node : locked[i] = 0)

(* An escalation that nobody claimed is paid for.                          *)
UnclaimedIsPaid ==
    UnclaimedEscalation ~> (phase = "settled" /\ books.paid > 0 /\ books.advanced = 0)

(* The money does not stop the ladder.                                     *)
AssertionsBecomeFinal == (standing # G!None) ~> (phase = "settled")
=============================================================================
