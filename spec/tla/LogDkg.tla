------------------------------ MODULE LogDkg ------------------------------
(***************************************************************************)
(* Distributed key generation and resharing over an ordered log.           *)
(*                                                                         *)
(* A ceremony gives the members of a committee shares of one secret key.   *)
(* Everything public is an entry of a log that all nodes read in the same  *)
(* order; the state of this module is what the log amounts to.             *)
(*                                                                         *)
(*   register  members log encryption keys that serve this ceremony alone  *)
(*   deal      dealers log commitments to polynomials, and a sealed share  *)
(*             for each registered member; the first n - f valid deals     *)
(*             count, by the order of the log                              *)
(*   confirm   members log that their shares are good, or complain in a    *)
(*             way that everybody can check: a complaint shows K, the key  *)
(*             of the one sealed share, and proves that it is that key     *)
(*   done      t + f members have confirmed.  Late complaints still count, *)
(*             and holders reveal what the victim of one lacks             *)
(*   abort     a phase has reached its limit.  The old key stays in force  *)
(*                                                                         *)
(* A ceremony generates the first key, gives the same key new shares       *)
(* (refresh: in the same committee; reshare: in another one), or rotates   *)
(* to a new key, which the old one endorses.                               *)
(*                                                                         *)
(* The algebra is that of a toy: the groups are the integers modulo Order, *)
(* an element being its own discrete logarithm, so that every operator     *)
(* here can be computed.  Whoever is not told a logarithm must not use it. *)
(* Proofs are ideal: they exist for what is true and known, and nothing    *)
(* else.                                                                   *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Order,            \* the prime q: scalars and group elements are 0..q-1
    Node,             \* the nodes, some of which may be in no committee; positive
    Committees,       \* the committees that a ceremony may be asked for
    Thresholds,       \* and the numbers of shares that shall give the key
    OldMembers,       \* the committee of the first key in force; {} if there is none
    OldThreshold,     \* and how many of them it needs
    Limit,            \* how many blocks a phase may last
    Byzantine,        \* the nodes that the adversary controls
    Corruptions,      \* the sets of members whose shares a Byzantine dealer may spoil
    Begun,            \* the kinds of ceremonies that are begun
    Twice,            \* whether a Byzantine dealer deals twice
    Lucky,            \* whether a Byzantine dealer guesses the honest leading coefficients
    Slow,             \* honest dealers whose deals come too late
    InTurn,           \* whether honest nodes log in the order of their numbers
    MaxCeremonies,    \* how many ceremonies are begun
    GoodFrom          \* the first ceremony in which honest entries are logged in time

VARIABLES
    phase,      \* "idle", "register", "deal", "confirm", "done" or "abort"
    ceremony,   \* how many ceremonies have begun
    kind,       \* what this one is for: "generate", "refresh", "reshare" or "rotate"
    members,    \* its committee
    threshold,  \* t: so many shares give the key
    height,     \* blocks since the phase began
    keys,       \* [Node -> 0..q-1]: the registered encryption keys, 0 for none
    deals,      \* the valid deals, in the order of the log
    confirms,   \* the members whose confirmations count
    disq,       \* dealers that have dealt a bad share
    slashed,    \* nodes that are proven faulty in this ceremony
    qual,       \* the dealers whose deals make the key
    pub,        \* commitments to the polynomial of the shares; the first is the public key
    reveals,    \* shares that were logged in the open
    key         \* the key in force

VARIABLES
    previous,   \* the key that was in force when the ceremony began
    shares,     \* what honest nodes keep: by node its share of the key in force
    signers,    \* honest nodes that have signed the key of a rotation with that share
    opened,     \* whose sealed shares are open to everybody, by ephemeral key
    outputs,    \* what honest nodes have read as the outcome
    lied        \* nodes that have deviated in a way that the log shows

machine == <<phase, ceremony, kind, members, threshold, height, keys, deals, confirms,
             disq, slashed, qual, pub, reveals, key>>
world == <<previous, shares, signers, opened, outputs, lied>>
vars == <<phase, ceremony, kind, members, threshold, height, keys, deals, confirms,
          disq, slashed, qual, pub, reveals, key,
          previous, shares, signers, opened, outputs, lied>>

Honest == Node \ Byzantine

Kinds == {"generate", "refresh", "reshare", "rotate"}

(* In these the dealers are the holders of the key, and it stays.          *)
Resharing == kind \in {"refresh", "reshare"}

(* How many of n nodes may be faulty.                                      *)
Faults(n) == (n - 1) \div 3

ASSUME
    /\ \A i \in Node : i \in Nat \ {0}
    /\ Byzantine \subseteq Node
    /\ OldMembers \subseteq Node
    /\ Limit \in Nat \ {0}
    /\ Begun \subseteq Kinds
    /\ \A M \in Committees \cup {OldMembers} :
           /\ M \subseteq Node
           /\ \A i \in M : i < Order        \* distinct points, none of them 0
           /\ M # {} => Cardinality(M \cap Byzantine) <= Faults(Cardinality(M))

----------------------------------------------------------------------------
(* Algebra modulo Order.                                                   *)

RECURSIVE Horner(_, _, _)
Horner(C, x, k) == IF k > Len(C) THEN 0 ELSE (C[k] + x * Horner(C, x, k + 1)) % Order

(* The polynomial with these coefficients at x, or the element that is     *)
(* committed to there.                                                     *)
Eval(C, x) == Horner(C, x, 1)

Inverse(a) == CHOOSE b \in 1..(Order - 1) : (a * b) % Order = 1

RECURSIVE Product(_)
Product(factors) ==
    IF factors = <<>> THEN 1 ELSE (Head(factors) * Product(Tail(factors))) % Order

RECURSIVE LagrangeOver(_, _, _)
LagrangeOver(j, x, S) ==
    IF S = {} THEN 1
    ELSE LET m == CHOOSE i \in S : TRUE
         IN  ((((m - x) % Order) * Inverse((m - j) % Order)) % Order
                 * LagrangeOver(j, x, S \ {m})) % Order

(* The weight of the value at j when the values at S are interpolated at x.*)
Lagrange(j, x, S) == LagrangeOver(j, x, S \ {j})

RECURSIVE SumOver(_, _)
SumOver(f, S) ==
    IF S = {} THEN 0
    ELSE LET j == CHOOSE i \in S : TRUE IN (f[j] + SumOver(f, S \ {j})) % Order

----------------------------------------------------------------------------
(* What the log amounts to.                                                *)

Members(M) == Cardinality(M)

Registered == {i \in Node : keys[i] # 0}

Dealers == IF Resharing THEN key.holders ELSE members

(* So many deals are waited for: all but those of faulty dealers.          *)
Needed ==
    LET of == IF Resharing THEN key.members ELSE members
    IN  Members(of) - Faults(Members(of))

Dealt == {deals[k].dealer : k \in 1..Len(deals)}

DealOf(j) == deals[CHOOSE k \in 1..Len(deals) : deals[k].dealer = j]

(* What a deal says, apart from its proofs.                                *)
Content(d) == [dealer |-> d.dealer, C |-> d.C, R |-> d.R, boxes |-> d.boxes]

(* Who shows this opens the share that was sealed for i.                   *)
SharedPoint(i, d) == (keys[i] * d.R) % Order

(* The share that was sealed for i opens, and is on the polynomial.        *)
GoodBox(i, d) ==
    IF i \in DOMAIN d.boxes
    THEN /\ d.boxes[i].K = SharedPoint(i, d)
         /\ d.boxes[i].share = Eval(d.C, i)
    ELSE FALSE

(* The dealers whose deals make the key: all that are not disqualified; if *)
(* the key stays, the first of them, as many as it needs.                  *)
RECURSIVE FirstOf(_, _, _)
FirstOf(k, bad, count) ==
    IF count = 0 \/ k > Len(deals) THEN {}
    ELSE IF deals[k].dealer \in bad THEN FirstOf(k + 1, bad, count)
    ELSE {deals[k].dealer} \cup FirstOf(k + 1, bad, count - 1)

Qualified(bad) == FirstOf(1, bad, IF Resharing THEN key.threshold ELSE Len(deals))

(* How the deal of j counts.                                               *)
Weight(j, Q) == IF Resharing THEN Lagrange(j, 0, Q) ELSE 1

Longest(Q) ==
    LET lengths == {Len(DealOf(j).C) : j \in Q}
    IN  CHOOSE l \in lengths : \A m \in lengths : m <= l

Coefficient(d, k) == IF k <= Len(d.C) THEN d.C[k] ELSE 0

(* The commitments to the polynomial of the shares.                        *)
Combined(Q) ==
    [k \in 1..Longest(Q) |->
        SumOver([j \in Q |-> (Weight(j, Q) * Coefficient(DealOf(j), k)) % Order], Q)]

(* A polynomial of the full degree, and no key that is the identity.       *)
Usable(C) == C[1] # 0 /\ C[Len(C)] # 0

(* The dealers that were caught after their deal had become part of the    *)
(* key, and whether enough of one's shares are revealed to interpolate.    *)
Exposed == qual \cap disq

Revealed(j) == {r \in reveals : r.dealer = j}

Recovered(j) == Cardinality(Revealed(j)) >= threshold

NoKey ==
    [epoch |-> 0, ceremony |-> 0, members |-> {}, holders |-> {}, threshold |-> 0, poly |-> <<>>]

(* Shares of the same key are no new epoch of it.                          *)
NextEpoch == IF Resharing THEN key.epoch ELSE key.epoch + 1

NewKey(C) ==
    [epoch     |-> NextEpoch,
     ceremony  |-> ceremony,
     members   |-> members,
     holders   |-> Registered,
     threshold |-> threshold,
     poly      |-> C]

Activation(C) == [type |-> "Activate", epoch |-> NextEpoch, public |-> C[1]]

----------------------------------------------------------------------------
(* Numbers for the models.  No sum of two or three of the dealers' numbers *)
(* is 0, nor one of four if Order is 7; and if it is, no two of the shares *)
(* of the key in force are dealt so that their combination loses its       *)
(* degree.                                                                 *)

KeyNumber(i) == (i % (Order - 1)) + 1

EphemeralNumber(j) == ((j + 1) % (Order - 1)) + 1

Chosen(j, k) == IF j = 2 * k - 1 THEN 2 ELSE 1

FirstKey ==
    IF OldMembers = {} THEN NoKey
    ELSE [epoch     |-> 1,
          ceremony  |-> 0,
          members   |-> OldMembers,
          holders   |-> OldMembers,
          threshold |-> OldThreshold,
          poly      |-> [k \in 1..OldThreshold |-> 1]]

----------------------------------------------------------------------------
Init ==
    /\ phase = "idle"
    /\ ceremony = 0
    /\ kind = "generate"
    /\ members = {}
    /\ threshold = 0
    /\ height = 0
    /\ keys = [i \in Node |-> 0]
    /\ deals = <<>>
    /\ confirms = {}
    /\ disq = {}
    /\ slashed = {}
    /\ qual = {}
    /\ pub = <<>>
    /\ reveals = {}
    /\ key = FirstKey
    /\ previous = FirstKey
    /\ shares = [i \in FirstKey.holders \cap Honest |-> Eval(FirstKey.poly, i)]
    /\ signers = {}
    /\ opened = {}
    /\ outputs = {}
    /\ lied = {}

----------------------------------------------------------------------------
(* Honest nodes hold their share when every deal that counts has given     *)
(* them a good one, or enough is revealed.                                 *)

HasShareOf(i, j) == GoodBox(i, DealOf(j)) \/ Recovered(j)

Holds(i) == i \in Registered /\ \A j \in qual : HasShareOf(i, j)

RevealPoints(j) == {r.by : r \in Revealed(j)}

(* What j has dealt to i: out of its box, or out of what is revealed.      *)
DealtShare(i, j) ==
    IF GoodBox(i, DealOf(j)) THEN DealOf(j).boxes[i].share
    ELSE LET shown == [p \in RevealPoints(j) |->
                            (CHOOSE r \in Revealed(j) : r.by = p).share]
         IN  SumOver([p \in RevealPoints(j) |->
                         (Lagrange(p, i, RevealPoints(j)) * shown[p]) % Order],
                     RevealPoints(j))

Share(i) == SumOver([j \in qual |-> (Weight(j, qual) * DealtShare(i, j)) % Order], qual)

(* What honest nodes keep when this ceremony's key is in force: their      *)
(* shares of it, and nothing of the key before.                            *)
Kept == [i \in {h \in Honest : Holds(h)} |-> Share(i)]

(* The key that a rotation has made is not in force before the old one has *)
(* signed it: until then the shares of the old key stay.                   *)
KeptThen == IF key'.ceremony = ceremony' THEN Kept' ELSE shares

----------------------------------------------------------------------------
(* The machine's actions: entries of the log.                              *)

(* The thresholds for n members: more than are faulty, and so few that     *)
(* enough members are there when the faulty ones are not.                  *)
Safe(n) == (Faults(n) + 1)..(n - 2 * Faults(n))

(* A ceremony of this kind begins, for committee M.                        *)
Start(k, M, t) ==
    /\ phase \in {"idle", "done", "abort"}
    /\ (k = "generate") = (key.epoch = 0)
    /\ k = "refresh" => M = key.members /\ t = key.threshold
    /\ t \in Safe(Members(M))
    /\ k \in {"refresh", "reshare"} => \A j \in Exposed : Recovered(j)
    /\ phase' = "register"
    /\ ceremony' = ceremony + 1
    /\ kind' = k
    /\ members' = M
    /\ threshold' = t
    /\ height' = 0
    /\ keys' = [i \in Node |-> 0]
    /\ deals' = <<>>
    /\ confirms' = {}
    /\ disq' = {}
    /\ slashed' = {}
    /\ qual' = {}
    /\ pub' = <<>>
    /\ reveals' = {}
    /\ previous' = key
    /\ signers' = {}
    /\ opened' = {}
    /\ outputs' = {}
    /\ lied' = {}
    /\ UNCHANGED <<key, shares>>

StartEffects(k, M, t) == <<[type |-> "OpenRegister", ceremony |-> ceremony + 1]>>

ProvenKey(r) == r.E # 0 /\ r.proof

Registers(i) == Registered \cup {i} = members

(* A member registers its encryption key E.  A proof of possession ties    *)
(* the key to the member and to this ceremony.                             *)
Register(r) ==
    /\ phase = "register"
    /\ r.by \in members
    /\ keys[r.by] = 0
    /\ ProvenKey(r)
    /\ keys' = [keys EXCEPT ![r.by] = r.E]
    /\ phase' = IF Registers(r.by) THEN "deal" ELSE phase
    /\ height' = IF Registers(r.by) THEN 0 ELSE height
    /\ UNCHANGED <<ceremony, kind, members, threshold, deals, confirms>>
    /\ UNCHANGED <<disq, slashed, qual, pub, reveals, key>>
    /\ UNCHANGED world

RegisterEffects(r) == IF Registers(r.by) THEN <<[type |-> "OpenDeal"]>> ELSE <<>>

DealingIsOpen == phase = "deal"

IsDealer(j) == j \in Dealers

FullDegree(d) == Len(d.C) = threshold

ProperEnds(d) == Usable(d.C)

ContinuesShare(d) == Resharing => d.C[1] = Eval(key.poly, d.dealer)

(* Nobody proves knowledge of the logarithm of the identity.               *)
ProvenC(d) == d.C[1] # 0 /\ d.proofC

ProvenR(d) == d.R # 0 /\ d.proofR

BoxForEach(d) == DOMAIN d.boxes = Registered

(* The first valid deal of a dealer.  With the last one that is needed the *)
(* set of deals is fixed.                                                  *)
Deal(d) ==
    /\ DealingIsOpen
    /\ IsDealer(d.dealer)
    /\ d.dealer \notin Dealt
    /\ FullDegree(d)
    /\ ProperEnds(d)
    /\ ContinuesShare(d)
    /\ ProvenC(d)
    /\ ProvenR(d)
    /\ BoxForEach(d)
    /\ deals' = Append(deals, Content(d))
    /\ phase' = IF Len(deals) + 1 >= Needed THEN "confirm" ELSE phase
    /\ height' = IF Len(deals) + 1 >= Needed THEN 0 ELSE height
    /\ UNCHANGED <<ceremony, kind, members, threshold, keys, confirms>>
    /\ UNCHANGED <<disq, slashed, qual, pub, reveals, key>>
    /\ UNCHANGED world

DealEffects(d) ==
    IF Len(deals) + 1 >= Needed THEN <<[type |-> "OpenConfirm"]>> ELSE <<>>

(* A dealer has logged two different deals.  The first one stands.  What a *)
(* dealer has dealt in another ceremony lacks a proof for this one, and so *)
(* is no evidence when somebody logs it again.                             *)
Equivocate(d) ==
    /\ d.dealer \in Dealt
    /\ Content(d) # DealOf(d.dealer)
    /\ d.dealer \notin slashed
    /\ ProvenC(d)
    /\ slashed' = slashed \cup {d.dealer}
    /\ lied' = lied \cup {d.dealer}
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys, deals>>
    /\ UNCHANGED <<confirms, disq, qual, pub, reveals, key>>
    /\ UNCHANGED <<previous, shares, signers, opened, outputs>>

EquivocateEffects(d) == <<[type |-> "Slash", nodes |-> {d.dealer}]>>

Accused(e) == {a.dealer : a \in e.complaints}

(* The dealers in whose deals the node has no good share, of those that it *)
(* complains about, and the others, about which it complains falsely.      *)
Guilty(e) == {j \in Accused(e) : ~GoodBox(e.by, DealOf(j))}

Innocent(e) == Accused(e) \ Guilty(e)

Disqualified(e) == Guilty(e)

(* A false complaint is punished, and its entry does not count.            *)
Counts(e) == Innocent(e) = {}

Punished(e) == Guilty(e) \cup (IF Counts(e) THEN {} ELSE {e.by})

ConfirmsWith(e) == IF Counts(e) THEN confirms \cup {e.by} ELSE confirms

(* The statement of an ideal proof: K is the key of that one share.        *)
Proven(i, a) == a.K = SharedPoint(i, DealOf(a.dealer))

(* So many confirmations that t of them are honest.                        *)
Enough(S) == Cardinality(S) >= threshold + Faults(Members(members))

Completes(e) == phase = "confirm" /\ Enough(ConfirmsWith(e))

(* The dealers that make the key, if e completes the ceremony.             *)
QualAt(e) == Qualified(disq \cup Disqualified(e))

Succeeds(C) == Usable(C)

(* A key that takes the place of another one.                              *)
ToBeEndorsed == kind = "rotate"

(* A member has its shares, except those that it complains about.  One     *)
(* complaint without a proof makes the whole entry void.                   *)
Confirm(e) ==
    /\ phase \in {"confirm", "done"}
    /\ e.by \in Registered
    /\ e.by \notin confirms
    /\ e.by \notin slashed
    /\ Accused(e) \subseteq Dealt
    /\ \A a \in e.complaints : Proven(e.by, a)
    /\ confirms' = ConfirmsWith(e)
    /\ disq' = disq \cup Disqualified(e)
    /\ slashed' = slashed \cup Punished(e)
    /\ opened' = opened \cup {<<e.by, DealOf(j).R>> : j \in Accused(e)}
    /\ lied' = lied \cup Guilty(e) \cup (IF Innocent(e) = {} THEN {} ELSE {e.by})
    /\ IF Completes(e)
       THEN LET C == Combined(QualAt(e)) IN
            IF Succeeds(C)
            THEN /\ phase' = "done"
                 /\ qual' = QualAt(e)
                 /\ pub' = C
                 /\ key' = IF ToBeEndorsed THEN key ELSE NewKey(C)
            ELSE /\ phase' = "abort"
                 /\ UNCHANGED <<qual, pub, key>>
       ELSE UNCHANGED <<phase, qual, pub, key>>
    /\ height' = IF Completes(e) THEN 0 ELSE height
    /\ UNCHANGED <<ceremony, kind, members, threshold, keys, deals, reveals>>
    /\ UNCHANGED <<previous, signers, outputs>>
    /\ shares' = KeptThen

ConfirmEffects(e) ==
    (IF Punished(e) \subseteq slashed THEN <<>>
     ELSE <<[type |-> "Slash", nodes |-> Punished(e) \ slashed]>>)
    \o (IF ~Completes(e) THEN <<>>
        ELSE LET C == Combined(QualAt(e)) IN
             IF ~Succeeds(C) THEN <<[type |-> "Fail"]>>
             ELSE IF ToBeEndorsed THEN <<[type |-> "AskEndorsement", public |-> C[1]]>>
             ELSE <<Activation(C)>>)

(* Holder k shows the share that exposed dealer j has dealt to it.         *)
Reveal(k, j, share) ==
    /\ phase = "done"
    /\ j \in Exposed
    /\ k \in Registered
    /\ k \notin RevealPoints(j)
    /\ ~Recovered(j)
    /\ share = Eval(DealOf(j).C, k)
    /\ reveals' = reveals \cup {[dealer |-> j, by |-> k, share |-> share]}
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys, deals>>
    /\ UNCHANGED <<confirms, disq, slashed, qual, pub, key>>
    /\ UNCHANGED <<previous, signers, opened, outputs, lied>>
    /\ shares' = KeptThen

RevealEffects(k, j, share) ==
    IF Cardinality(Revealed(j)) + 1 = threshold
    THEN <<[type |-> "Recover", dealer |-> j]>>
    ELSE <<>>

Signed(signature) == signature

(* The old key has signed the new one.  The block that has this entry is   *)
(* sealed by the cloud, and so is the new key.                             *)
Endorse(signature) ==
    /\ phase = "done"
    /\ ToBeEndorsed
    /\ key.ceremony # ceremony
    /\ Signed(signature)
    /\ key' = NewKey(pub)
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys, deals>>
    /\ UNCHANGED <<confirms, disq, slashed, qual, pub, reveals>>
    /\ UNCHANGED <<previous, signers, opened, outputs, lied>>
    /\ shares' = KeptThen

EndorseEffects(signature) == <<Activation(pub)>>

(* Whether the phase ends at this limit in the next one.                   *)
Proceeds ==
    phase = "register" /\ Cardinality(Registered) >= Members(members) - Faults(Members(members))

(* Block h of the phase begins.                                            *)
Tick(h) ==
    /\ phase \in {"register", "deal", "confirm"}
    /\ h = height + 1
    /\ phase' = IF h < Limit THEN phase ELSE IF Proceeds THEN "deal" ELSE "abort"
    /\ height' = IF h < Limit THEN h ELSE 0
    /\ UNCHANGED <<ceremony, kind, members, threshold, keys, deals, confirms>>
    /\ UNCHANGED <<disq, slashed, qual, pub, reveals, key>>
    /\ UNCHANGED world

TickEffects(h) ==
    IF h < Limit THEN <<>>
    ELSE IF Proceeds THEN <<[type |-> "OpenDeal"]>>
    ELSE <<[type |-> "Fail"]>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* What dealer j shares: its share of the key, or a secret of its own.     *)
SharedBy(j) == IF Resharing THEN Eval(key.poly, j) ELSE Chosen(j, 1)

Polynomial(j) == [k \in 1..threshold |-> IF k = 1 THEN SharedBy(j) ELSE Chosen(j, k)]

Box(i, R, share) == [K |-> (keys[i] * R) % Order, share |-> share]

DealWith(j, C, R) ==
    [dealer  |-> j,
     C       |-> C,
     R       |-> R,
     boxes   |-> [i \in Registered |-> Box(i, R, Eval(C, i))],
     proofC |-> TRUE,
     proofR |-> TRUE]

HonestDeal(j) == DealWith(j, Polynomial(j), EphemeralNumber(j))

(* A box of another share, or one that does not open.                      *)
Spoilt(i, box) ==
    IF i % 2 = 1
    THEN [box EXCEPT !.share = (@ + 1) % Order]
    ELSE [box EXCEPT !.K = (@ + 1) % Order]

Spoil(d, S) ==
    [d EXCEPT !.boxes = [i \in DOMAIN d.boxes |->
                            IF i \in S THEN Spoilt(i, d.boxes[i]) ELSE d.boxes[i]]]

(* The leading coefficient that makes those of the deals so far vanish.    *)
Cancelling ==
    (Order - SumOver([j \in Dealt |-> DealOf(j).C[threshold]], Dealt)) % Order

LuckyDeal(j) ==
    DealWith(j, [Polynomial(j) EXCEPT ![threshold] = Cancelling], EphemeralNumber(j))

(* What nobody should take: an ephemeral key that is on the log already,   *)
(* so that its logarithm cannot be proven and no box can be made; another  *)
(* degree; a share that is not the dealer's; missing proofs and boxes.     *)
StolenDeal(j, victim) ==
    [Spoil(DealWith(j, Polynomial(j), DealOf(victim).R), Honest) EXCEPT !.proofR = FALSE]

LongDeal(j) == DealWith(j, Append(Polynomial(j), 1), EphemeralNumber(j))

ShortDeal(j) == DealWith(j, [k \in 1..(threshold - 1) |-> Chosen(j, k)], EphemeralNumber(j))

FlatDeal(j) == DealWith(j, [Polynomial(j) EXCEPT ![threshold] = 0], EphemeralNumber(j))

OtherDeal(j) == DealWith(j, [Polynomial(j) EXCEPT ![1] = (@ + 1) % Order], EphemeralNumber(j))

ZeroDeal(j) == DealWith(j, [Polynomial(j) EXCEPT ![1] = 0], EphemeralNumber(j))

Unboxed(d) ==
    [d EXCEPT !.boxes = [i \in {m \in Registered : \E o \in Registered : o < m} |-> d.boxes[i]]]

(* What j has dealt in another ceremony, logged again by somebody: another *)
(* polynomial, proofs for that ceremony, and boxes that do not open.       *)
Replayed(j) ==
    [Spoil(DealWith(j, [Polynomial(j) EXCEPT ![threshold] = (@ + 1) % Order], EphemeralNumber(j)),
           Honest)
     EXCEPT !.proofC = FALSE, !.proofR = FALSE]

(* Byzantine dealers offer all of this; the polynomials of all others are  *)
(* those of honest dealers, also those of nodes that are no dealers.       *)
ByzantineDeals(j) ==
    {Spoil(HonestDeal(j), S) : S \in Corruptions}
    \cup {StolenDeal(j, victim) : victim \in Dealt \ {j}}
    \cup {LongDeal(j), ShortDeal(j), FlatDeal(j), ZeroDeal(j)}
    \cup (IF Resharing THEN {OtherDeal(j)} ELSE {})
    \cup (IF Lucky /\ Cancelling # 0 THEN {LuckyDeal(j)} ELSE {})
    \cup {[HonestDeal(j) EXCEPT !.proofC = FALSE], [HonestDeal(j) EXCEPT !.proofR = FALSE]}
    \cup {[HonestDeal(j) EXCEPT !.R = 0], Unboxed(HonestDeal(j))}

DealsOnOffer ==
    IF members = {} THEN {}
    ELSE {HonestDeal(j) : j \in Honest} \cup {Replayed(j) : j \in Honest}
             \cup UNION {ByzantineDeals(j) : j \in Byzantine}

(* Fewer orders of the log: honest node i waits for those of S before it,  *)
(* until they are in Done.                                                 *)
IsTurn(i, S, Done) == InTurn /\ i \in Honest => {m \in S \cap Honest : m < i} \subseteq Done

MayRegister(r) == IsTurn(r.by, members, Registered)

(* An honest dealer deals what it holds.  A share that is 0 cannot be      *)
(* dealt; that happens once in Order keys, which here is often.            *)
CanDeal(j) == j \notin Slow /\ (Resharing => j \in DOMAIN shares /\ SharedBy(j) # 0)

(* Somebody logs again what an honest dealer has dealt before.             *)
IsReplayed(d) == d.dealer \in Honest /\ ~d.proofC

MayDeal(d) ==
    /\ d.dealer \in Byzantine \/ CanDeal(d.dealer) \/ IsReplayed(d)
    /\ IsTurn(d.dealer, {j \in Dealers : CanDeal(j)}, Dealt)

MayDealTwice(d) == (Twice /\ d.dealer \in Byzantine) \/ IsReplayed(d)

(* What i complains about when it complains about j.                       *)
ComplaintOf(i, j) == [dealer |-> j, K |-> IF j \in Dealt THEN SharedPoint(i, DealOf(j)) ELSE 0]

(* The same with a proof that proves nothing.                              *)
Forged(i, j) == [ComplaintOf(i, j) EXCEPT !.K = (@ + 1) % Order]

Entry(i, A) == [by |-> i, complaints |-> A]

(* A Byzantine dealer, of whom somebody complains beside another one, or   *)
(* without a proof.                                                        *)
Target == CHOOSE j \in Byzantine : TRUE

EntriesOf(i) ==
    {Entry(i, {}), Entry(i, {Forged(i, Target)})}
    \cup {Entry(i, {ComplaintOf(i, j)}) : j \in Node}
    \cup {Entry(i, {ComplaintOf(i, j), ComplaintOf(i, Target)}) : j \in Node \ {Target}}
    \cup {Entry(i, {ComplaintOf(i, j), Forged(i, Target)}) : j \in Node \ {Target}}

ConfirmsOnOffer == UNION {EntriesOf(i) : i \in Node}

(* What honest i complains about: every deal that has no good share for it.*)
Due(i) == {ComplaintOf(i, j) : j \in {m \in Dealt : ~GoodBox(i, DealOf(m))}}

MayConfirm(e) ==
    /\ e.by \in Byzantine \/ e.complaints = Due(e.by)
    /\ IsTurn(e.by, Registered, confirms)

(* An honest node reveals what it has; a Byzantine one knows its own.      *)
MayReveal(k, j) == k \in Byzantine \/ (j \in Dealt /\ GoodBox(k, DealOf(j)))

(* A signature of the old key is there when enough of its holders have     *)
(* signed; Byzantine ones always have.                                     *)
SignedBy(S, k) == Cardinality(S \cup (k.holders \cap Byzantine)) >= k.threshold

MayEndorse(signature) == signature => SignedBy(signers, key)

(* Only the owner of a key can prove its possession.  The adversary has no *)
(* use for a second one.                                                   *)
KeysOnOffer ==
    {[by |-> i, E |-> KeyNumber(i), proof |-> p] : i \in Node, p \in BOOLEAN}
    \cup {[by |-> i, E |-> 0, proof |-> TRUE] : i \in Node}
    \cup {[by |-> i, E |-> KeyNumber(i + 1), proof |-> FALSE] : i \in Node}

(* Assumption: from some ceremony on, no limit is reached before every     *)
(* honest node has logged what it had to log in the phase.                 *)
HonestAreIn ==
    CASE phase = "register" -> members \cap Honest \subseteq Registered
      [] phase = "deal" -> {j \in Dealers \cap Honest : CanDeal(j)} \subseteq Dealt
      [] phase = "confirm" -> Registered \cap Honest \subseteq confirms
      [] OTHER -> TRUE

LimitMayCome == ceremony < GoodFrom \/ HonestAreIn

(* A ceremony begins after a failed one, or to replace a key in force that *)
(* every honest node has its share of, or has complained that it has none. *)
MayStart(k) ==
    /\ ceremony < MaxCeremonies
    /\ k \in Begun
    /\ phase = "done" => Registered \cap Honest \subseteq confirms

(* An honest node reads the log, and what the ceremony has come to.        *)
Read ==
    /\ phase = "done"
    /\ [qual |-> qual, pub |-> pub] \notin outputs
    /\ outputs' = outputs \cup {[qual |-> qual, pub |-> pub]}
    /\ UNCHANGED machine
    /\ UNCHANGED <<previous, shares, signers, opened, lied>>

(* An honest holder of the old key signs the new one with its share.       *)
Sign(i) ==
    /\ phase = "done"
    /\ ToBeEndorsed
    /\ key.ceremony # ceremony
    /\ i \in DOMAIN shares
    /\ i \notin signers
    /\ signers' = signers \cup {i}
    /\ UNCHANGED machine
    /\ UNCHANGED <<previous, shares, opened, outputs, lied>>

(* A key is in force, or no more ceremonies are begun.  With this step, a  *)
(* state without any step is an error: the ceremony is stuck.              *)
Rest ==
    /\ phase \in {"done", "abort"}
    /\ phase = "abort" => ceremony = MaxCeremonies
    /\ UNCHANGED vars

----------------------------------------------------------------------------
MachineNext ==
    \/ \E k \in Kinds, M \in Committees, t \in Thresholds : MayStart(k) /\ Start(k, M, t)
    \/ \E r \in KeysOnOffer : MayRegister(r) /\ Register(r)
    \/ \E d \in DealsOnOffer : MayDeal(d) /\ Deal(d)
    \/ \E d \in DealsOnOffer : MayDealTwice(d) /\ Equivocate(d)
    \/ \E e \in ConfirmsOnOffer : MayConfirm(e) /\ Confirm(e)
    \/ \E k \in Node, j \in Node, share \in 0..(Order - 1) :
           MayReveal(k, j) /\ Reveal(k, j, share)
    \/ \E signature \in BOOLEAN : MayEndorse(signature) /\ Endorse(signature)
    \/ \E h \in 1..Limit : LimitMayCome /\ Tick(h)

EnvNext ==
    \/ Read
    \/ \E i \in Honest : Sign(i)
    \/ Rest

Next == MachineNext \/ EnvNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

Deals == {deals[k] : k \in 1..Len(deals)}

TypeOK ==
    /\ phase \in {"idle", "register", "deal", "confirm", "done", "abort"}
    /\ ceremony \in 0..MaxCeremonies
    /\ kind \in Kinds
    /\ members \in Committees \cup {{}}
    /\ threshold \in Thresholds \cup {0}
    /\ height \in 0..(Limit - 1)
    /\ keys \in [Node -> 0..(Order - 1)]
    /\ Registered \subseteq members
    /\ \A d \in Deals :
           /\ d.dealer \in Node
           /\ \A k \in 1..Len(d.C) : d.C[k] \in 0..(Order - 1)
           /\ d.R \in 1..(Order - 1)
           /\ DOMAIN d.boxes \subseteq Registered
    /\ Cardinality(Dealt) = Len(deals)
    /\ confirms \subseteq Registered
    /\ disq \subseteq Dealt
    /\ slashed \subseteq Node
    /\ qual \subseteq Dealt
    /\ (phase = "done") = (pub # <<>>)
    /\ \A r \in reveals : r.dealer \in Exposed /\ r.by \in Registered
    /\ key.epoch \in Nat
    /\ previous.epoch \in Nat
    /\ DOMAIN shares \subseteq Honest
    /\ \A i \in DOMAIN shares : shares[i] \in 0..(Order - 1)
    /\ signers \subseteq Honest
    /\ opened \subseteq Node \X (1..(Order - 1))
    /\ lied \subseteq Node

(* D1.  All honest nodes that read the log derive one outcome.             *)
OneOutcome == Cardinality(outputs) <= 1 /\ \A o \in outputs : o = [qual |-> qual, pub |-> pub]

HonestHolders == {i \in Honest : Holds(i)}

(* D2.  The share of an honest node is what the public polynomial says.    *)
SharesFit == phase = "done" => \A i \in HonestHolders : Share(i) = Eval(pub, i)

(* D3.  The honest nodes that hold their shares can use the key.           *)
EnoughShares == phase = "done" => Cardinality(HonestHolders) >= threshold

(* D4.  No honest node is disqualified or slashed.                         *)
HonestKeepStake == (disq \cup slashed) \cap Honest = {}

(* D5.  Some dealer that makes the key is honest.                          *)
HonestDealer == phase = "done" => qual \cap Honest # {}

(* D6.  Resharing keeps the public key.                                    *)
KeyStays == phase = "done" /\ Resharing => pub[1] = previous.poly[1]

(* The points of honest dealer j's polynomial that the adversary knows.    *)
KnownPoints(j) ==
    (Registered \cap Byzantine)
    \cup {i \in Registered : <<i, DealOf(j).R>> \in opened}
    \cup RevealPoints(j)

(* D7.  Fewer points of an honest deal are known than determine it.  When  *)
(* a key is reshared, every honest deal hides a share of the key itself.   *)
HonestDealsAreSecret == \A j \in Dealt \cap Honest : Cardinality(KnownPoints(j)) < threshold

(* D8.  Threshold shares give the key, and no fewer.                       *)
FullDegreeKey == phase = "done" => Len(pub) = threshold /\ Usable(pub)

(* As much is demanded of every deal, and a box for every member that has  *)
(* registered: fewer shares than the threshold give nobody's secret.       *)
DealsAreFull ==
    \A d \in Deals : Len(d.C) = threshold /\ Usable(d.C) /\ DOMAIN d.boxes = Registered

(* Nobody registers a key that is not its own.                             *)
KeysAreOwn == \A i \in Registered : keys[i] = KeyNumber(i)

(* The shares that honest nodes keep are of the key in force, and enough   *)
(* to use it, whatever has become of ceremonies since.                     *)
SharesInForce ==
    /\ \A i \in DOMAIN shares : shares[i] = Eval(key.poly, i)
    /\ Cardinality(DOMAIN shares) >= key.threshold

(* The key of a rotation is in force once the old key has signed it.       *)
OldKeyEndorses == kind = "rotate" /\ key # previous => SignedBy(signers, previous)

(* The old key stays in force until a ceremony succeeds.                   *)
OldKeyStays == phase # "done" => key = previous

(* Key epochs count keys that came into force, not ceremonies.             *)
EpochsCountKeys ==
    IF key = previous \/ Resharing
    THEN key.epoch = previous.epoch
    ELSE key.epoch = previous.epoch + 1

(* Who makes a false complaint, deals a share that somebody proves bad, or *)
(* deals twice, is slashed.                                                *)
LiarsAreSlashed == lied \subseteq slashed

----------------------------------------------------------------------------
(* What must be reachable.                                                 *)

BadDealerIsOut == phase = "done" /\ disq \ qual # {}

BadDealerIsIn == phase = "done" /\ qual \cap Byzantine # {} /\ Exposed = {}

VictimRecovers ==
    /\ phase = "done"
    /\ \E i \in HonestHolders, j \in qual : ~GoodBox(i, DealOf(j))

FalseComplaint == phase = "done" /\ \E i \in slashed : i \notin disq /\ i \notin Dealt

DealtTwice == phase = "done" /\ (slashed \cap qual) \ disq # {}

SomebodyIsLate == phase = "done" /\ (Honest \cap members) \ Registered # {}

RetryAfterFailure == phase = "done" /\ ceremony > 1 /\ previous = FirstKey

GuessedDegree == phase = "abort" /\ Enough(confirms)

NewKeyEndorsed == phase = "done" /\ kind = "rotate" /\ key # previous

(* A victim's share of the new key is complete before that is in force.    *)
RecoversBeforeEndorsed ==
    /\ phase = "done"
    /\ ToBeEndorsed
    /\ key = previous
    /\ \E j \in Exposed : Recovered(j)

KeyReshared == phase = "done" /\ kind = "reshare"

KeyRefreshed == phase = "done" /\ kind = "refresh"

----------------------------------------------------------------------------
(* What happens at last.                                                   *)

HonestNodesAct ==
    \A i \in Honest :
        /\ WF_vars(\E r \in KeysOnOffer : r.by = i /\ MayRegister(r) /\ Register(r))
        /\ WF_vars(\E d \in DealsOnOffer : d.dealer = i /\ MayDeal(d) /\ Deal(d))
        /\ WF_vars(\E e \in ConfirmsOnOffer : e.by = i /\ MayConfirm(e) /\ Confirm(e))
        /\ WF_vars(\E j \in Node, share \in 0..(Order - 1) : MayReveal(i, j) /\ Reveal(i, j, share))
        /\ WF_vars(Sign(i))

ChainActs ==
    /\ WF_vars(\E k \in Kinds, M \in Committees, t \in Thresholds : MayStart(k) /\ Start(k, M, t))
    /\ WF_vars(MayEndorse(TRUE) /\ Endorse(TRUE))
    /\ WF_vars(\E h \in 1..Limit : LimitMayCome /\ Tick(h))

FairSpec == Spec /\ HonestNodesAct /\ ChainActs

(* Every ceremony ends.                                                    *)
CeremoniesEnd == (phase \in {"register", "deal", "confirm"}) ~> (phase \in {"done", "abort"})

(* A ceremony succeeds, at the latest the first good one.                  *)
KeyComes == <>(key # FirstKey)

(* D3'.  Every honest node that has registered gets its share, unless the  *)
(* next ceremony begins before.                                            *)
VictimsRecover ==
    \A i \in Honest :
        (phase = "done" /\ i \in Registered /\ ~Holds(i)) ~> (Holds(i) \/ phase # "done")
=============================================================================
