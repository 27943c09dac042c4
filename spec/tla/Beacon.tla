------------------------------- MODULE Beacon -------------------------------
(***************************************************************************)
(* The random beacon of a cloud.  Round r is the finalized height r: when  *)
(* the block of height r is final at a member, the member releases its     *)
(* partial signature of the round's message, which says of which cloud,    *)
(* key epoch and round it is, and nothing else.  Any t partials give the   *)
(* round's one signature, and its digest is the round's value.             *)
(*                                                                         *)
(* A value is used by the chain alone, after the chain has opened it: a    *)
(* later block carries the signature, and nobody votes for a block whose   *)
(* signatures are not right.  Rounds are opened in order, each once.  A    *)
(* request that the block of height h makes is served by the round of the  *)
(* next height.  It waits until that round is opened, and no other value   *)
(* ever stands in for it.                                                  *)
(*                                                                         *)
(* A signature proves that the height of its round is final: t partials    *)
(* contain one of an honest member.  So it is also how a member learns     *)
(* that it is behind, be it by a single height, and asks for the blocks.   *)
(*                                                                         *)
(* Combining partials is the matter of ThresholdBls.tla.  Here a signature *)
(* can be had as soon as enough honest members have released their         *)
(* partials to make t together with those of the Byzantine ones.           *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Q,             \* the order of the group, a prime
    Secret,        \* the group's secret
    MemberCount,   \* n; the members are 1 to n
    Threshold,     \* t, how many partial signatures make a signature
    Byzantine,     \* the members that the adversary controls
    Offered,       \* the elements that are sent as signatures
    MaxHeight,     \* the last height of the model
    Requesting,    \* the heights whose blocks make a request
    GoodHeight     \* the height whose leader opens all it can, or 0

Member == 1..MemberCount

Honest == Member \ Byzantine

(* Whose shares the adversary has.                                         *)
Colluders == Byzantine

Element == 0..(Q - 1)

Height == 0..MaxHeight

Round == 1..MaxHeight

(* What a block carries: the signatures of the next rounds, as many as its *)
(* leader likes.                                                           *)
Block == UNION {[1..k -> Offered] : k \in 0..(MaxHeight - 1)}

None == -1

Max(a, b) == IF a > b THEN a ELSE b

(* The one signature of a round, under a hash that takes no round's        *)
(* message to the identity.  Signatures stand for values, too: a digest is *)
(* one-to-one.                                                             *)
Signature(r) == (Secret * (1 + (r % (Q - 1)))) % Q

(* The round by which a request of height h is served.                     *)
RoundFor(h) == h + 1

ASSUME
    /\ Secret \in 1..(Q - 1)
    /\ Byzantine \subseteq Member
    /\ Threshold \in (Cardinality(Byzantine) + 1)..(MemberCount - Cardinality(Byzantine))
    /\ Offered \subseteq Element
    /\ {Signature(r) : r \in Round} \subseteq Offered
    /\ Requesting \subseteq 1..MaxHeight
    /\ GoodHeight \in Height

----------------------------------------------------------------------------
(* The machine: what each honest member holds.                             *)

VARIABLES
    height,    \* [Honest -> Height]: the height of its last final block
    opened,    \* [Honest -> Nat]: the last round that its final blocks have opened
    known,     \* [Honest -> [Round -> signature]]: those it knows of rounds that are not opened
    released,  \* [Honest -> Nat]: the last round of which it has released its partial
    waiting    \* [Honest -> SUBSET Height]: the heights whose requests wait for their round

(* The world: what is final, and what was made of it.                      *)
VARIABLES
    chain,     \* the blocks that are final
    served,    \* [Honest -> [Requesting -> value]]: by what requests were served
    foreseen   \* the heights whose round was known before their block was fixed

machine == <<height, opened, known, released, waiting>>
world == <<chain, served, foreseen>>
vars == <<height, opened, known, released, waiting, chain, served, foreseen>>

Init ==
    /\ height = [i \in Honest |-> 0]
    /\ opened = [i \in Honest |-> 0]
    /\ known = [i \in Honest |-> [r \in Round |-> None]]
    /\ released = [i \in Honest |-> 0]
    /\ waiting = [i \in Honest |-> {}]
    /\ chain = <<>>
    /\ served = [i \in Honest |-> [h \in Requesting |-> None]]
    /\ foreseen = {}

(* The honest members whose partial of round r is out, or is of no use any *)
(* more, because the round is opened.                                      *)
Releasers(r) == {i \in Honest : released[i] >= r}

(* The adversary can have the signature of round r.                        *)
Known(r) == Cardinality(Colluders) + Cardinality(Releasers(r)) >= Threshold

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

(* Member i releases its partial of round r, one round after the other,    *)
(* but for those that need none any more.                                  *)
Release(i, r) ==
    /\ r > released[i]
    /\ r > opened[i]
    /\ r = Max(released[i], opened[i]) + 1
    /\ r <= height[i]
    /\ released' = [released EXCEPT ![i] = r]
    /\ UNCHANGED <<height, opened, known, waiting>>
    /\ UNCHANGED world

ReleaseEffects(i, r) == <<[type |-> "SendPartial", round |-> r]>>

(* Member i has the signature s of round r, from partials or from another  *)
(* member.  If it is right, the height of the round is final somewhere.    *)
Learn(i, r, s) ==
    /\ r > opened[i]
    /\ known[i][r] = None
    /\ s = Signature(r)
    /\ known' = [known EXCEPT ![i][r] = s]
    /\ UNCHANGED <<height, opened, released, waiting>>
    /\ UNCHANGED world

LearnEffects(i, r, s) ==
    <<[type |-> "Spread", round |-> r, signature |-> s]>>
        \o (IF r > height[i]
            THEN <<[type |-> "FetchBlocks", above |-> height[i], upTo |-> r]>>
            ELSE <<>>)

(* Member i votes for b as the block of its next height: b opens the next  *)
(* rounds, with their signatures, and none that its own height is.         *)
Accept(i, b) ==
    /\ opened[i] + Len(b) <= height[i]
    /\ \A k \in 1..Len(b) : b[k] = Signature(opened[i] + k)
    /\ chain' = Append(chain, b)
    /\ foreseen' = IF Known(RoundFor(Len(chain) + 1)) THEN foreseen \cup {Len(chain) + 1} ELSE foreseen
    /\ UNCHANGED machine
    /\ UNCHANGED served

AcceptEffects(i, b) == <<[type |-> "Vote", height |-> height[i] + 1]>>

(* The last round that is opened after b.                                  *)
OpenedAfter(i, b) == opened[i] + Len(b)

(* The block b of the next height is final at member i: the rounds that it *)
(* opens serve the requests that have waited for them.  Its signatures were*)
(* checked by those who voted for it.                                      *)
Final(i, b) ==
    /\ opened[i] + Len(b) <= height[i]
    /\ height' = [height EXCEPT ![i] = @ + 1]
    /\ opened' = [opened EXCEPT ![i] = OpenedAfter(i, b)]
    /\ known' = [known EXCEPT ![i] = [r \in Round |-> IF r > OpenedAfter(i, b) THEN @[r] ELSE None]]
    /\ waiting' = [waiting EXCEPT ![i] =
           {h \in @ : RoundFor(h) > OpenedAfter(i, b)} \cup ({height[i] + 1} \cap Requesting)]
    /\ served' = [served EXCEPT ![i] =
           [h \in Requesting |->
               IF h \in waiting[i] /\ RoundFor(h) <= OpenedAfter(i, b) THEN b[RoundFor(h) - opened[i]] ELSE @[h]]]
    /\ UNCHANGED <<released, chain, foreseen>>

RECURSIVE ServeEffects(_, _, _)
ServeEffects(i, b, k) ==
    IF k > Len(b) THEN <<>>
    ELSE LET r == opened[i] + k
         IN (IF r - 1 \in waiting[i]
             THEN <<[type |-> "Serve", height |-> r - 1, round |-> r, value |-> b[k]]>>
             ELSE <<>>)
                \o ServeEffects(i, b, k + 1)

FinalEffects(i, b) == ServeEffects(i, b, 1)

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* A right signature is nowhere before it can be had.                      *)
Unforgeable(r, s) == s = Signature(r) => Known(r)
Carried(i, b) == \A k \in 1..Len(b) : opened[i] + k \in Round => Unforgeable(opened[i] + k, b[k])

(* The block of the next height is not fixed yet.  An honest vote may be   *)
(* what fixes it.                                                          *)
Undecided(i) == Len(chain) = height[i] /\ Len(chain) < MaxHeight

(* The leader of the good height knows the signatures of all rounds before *)
(* it, and opens them.                                                     *)
GoodLeader(i, b) == Len(chain) + 1 = GoodHeight => opened[i] + Len(b) = GoodHeight - 1

(* Consensus gives everybody the same blocks.                              *)
Decided(i, b) == height[i] < Len(chain) /\ b = chain[height[i] + 1]

MachineNext ==
    \/ \E i \in Honest, r \in Round : Release(i, r)
    \/ \E i \in Honest, r \in Round, s \in Offered : Unforgeable(r, s) /\ Learn(i, r, s)
    \/ \E i \in Honest, b \in Block : Undecided(i) /\ Carried(i, b) /\ GoodLeader(i, b) /\ Accept(i, b)
    \/ \E i \in Honest, b \in Block : Decided(i, b) /\ Final(i, b)

(* Loss and delay are steps not taken, so the environment has none.        *)
Next == MachineNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ height \in [Honest -> Height]
    /\ opened \in [Honest -> Height]
    /\ known \in [Honest -> [Round -> Element \cup {None}]]
    /\ released \in [Honest -> Height]
    /\ waiting \in [Honest -> SUBSET Requesting]
    /\ chain \in Seq(Block)
    /\ Len(chain) <= MaxHeight
    /\ served \in [Honest -> [Requesting -> Element \cup {None}]]
    /\ foreseen \subseteq Height

(* R1. Nobody knows a value before an honest member has released its       *)
(* partial, at which the height of the round was final.                    *)
HonestFirst ==
    \A r \in Round : Known(r) => \E i \in Releasers(r) : height[i] >= r

(* R2. The content of a block is fixed before anybody knows the value that *)
(* serves its requests.                                                    *)
CommittedFirst == foreseen \cap Requesting = {}

(* R3. A request is served by the value of the one round, at all members.  *)
ServedByItsRound ==
    \A i \in Honest, h \in Requesting : served[i][h] \in {None, Signature(RoundFor(h))}

(* R4. It waits exactly as long as that round is not opened.               *)
WaitsForItsRound ==
    \A i \in Honest :
        /\ waiting[i] = {h \in Requesting : h <= height[i] /\ RoundFor(h) > opened[i]}
        /\ \A h \in Requesting :
               (served[i][h] # None) <=> (h <= height[i] /\ RoundFor(h) <= opened[i])

(* R5. A round is opened by a later block than that of its height.         *)
OpenedLater == \A i \in Honest : opened[i] > 0 => opened[i] < height[i]

(* R6. A signature that a member knows is right, and shows that the height *)
(* of its round is final.                                                  *)
SignatureProvesFinal ==
    \A i \in Honest, r \in Round :
        known[i][r] # None =>
            /\ known[i][r] = Signature(r)
            /\ \E j \in Honest : height[j] >= r

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

AllServed == \A i \in Honest, h \in Requesting : served[i][h] # None

(* A member waits for two rounds.                                          *)
SeveralWait == \E i \in Honest : Cardinality(waiting[i]) > 1

(* One block has served the requests of two heights.                       *)
ServedTogether ==
    \E i \in Honest :
        /\ height[i] > 0
        /\ LET before == opened[i] - Len(chain[height[i]])
           IN Cardinality({h \in Requesting : served[i][h] # None /\ RoundFor(h) > before}) > 1

(* A member serves a request of a height that another has not reached.     *)
ServedAhead ==
    \E i, j \in Honest, h \in Requesting : served[i][h] # None /\ height[j] < h

(* A member learns that it is behind by one height.                        *)
BehindByOne ==
    \E i \in Honest : known[i] # [r \in Round |-> None]
        /\ height[i] + 1 \in Round
        /\ known[i][height[i] + 1] # None
        /\ \A r \in Round : r > height[i] + 1 => known[i][r] = None

(* A leader has left out rounds that it could have opened.                 *)
OpenedLate == \E i \in Honest : height[i] = MaxHeight /\ opened[i] = 0

(* As few honest partials as can be were enough for the adversary.         *)
KnownFromFew ==
    \E r \in Round : Known(r) /\ Cardinality(Releasers(r)) = Threshold - Cardinality(Byzantine)

----------------------------------------------------------------------------
(* What happens at last, if the leader of the good height is honest.       *)

(* Enough honest members to make t have partials of round r out; nothing   *)
(* that Byzantine members send can be counted on.                          *)
HonestlyKnown(r) == Cardinality(Releasers(r)) >= Threshold

MembersRelease == \A i \in Honest : WF_vars(\E r \in Round : Release(i, r))

SignaturesArrive ==
    \A i \in Honest, r \in Round : WF_vars(HonestlyKnown(r) /\ Learn(i, r, Signature(r)))

BlocksAreDecided ==
    WF_vars(\E i \in Honest, b \in Block : Undecided(i) /\ Carried(i, b) /\ GoodLeader(i, b) /\ Accept(i, b))

(* Consensus may lose a final block on the way to all but t honest members.*)
BlocksReachEnough ==
    \A i \in Honest :
        WF_vars(/\ Cardinality({j \in Honest : height[j] > height[i]}) < Threshold
                /\ \E b \in Block : Decided(i, b) /\ Final(i, b))

(* The others get the blocks that they ask for.                            *)
Behind(i) == \E r \in Round : r > height[i] /\ known[i][r] # None

BlocksAskedForArrive ==
    \A i \in Honest : WF_vars(Behind(i) /\ \E b \in Block : Decided(i, b) /\ Final(i, b))

Fairness ==
    /\ MembersRelease
    /\ SignaturesArrive
    /\ BlocksAreDecided
    /\ BlocksReachEnough
    /\ BlocksAskedForArrive

FairSpec == Spec /\ Fairness

(* L1. Every request whose round comes before the good height is served,   *)
(* at every honest member.                                                 *)
RequestsAreServed ==
    \A i \in Honest, h \in Requesting :
        RoundFor(h) < GoodHeight => <>(served[i][h] # None)

(* L2. A member that is behind catches up, by however little it is behind. *)
MembersCatchUp == \A i \in Honest, r \in Round : (Len(chain) >= r) ~> (height[i] >= r)
=============================================================================
