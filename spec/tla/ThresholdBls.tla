---------------------------- MODULE ThresholdBls ----------------------------
(***************************************************************************)
(* Threshold BLS: a combiner makes the signature of a group under one      *)
(* message from the partial signatures of its members.                     *)
(*                                                                         *)
(* The members' shares are the values of a polynomial at their indices,    *)
(* the group's secret is its value at 0, and its commitments are public.   *)
(* Any t partial signatures interpolate to the one signature.  The combiner*)
(* first combines and then verifies: one pairing check where all partials  *)
(* are good.  Where the check fails it halves the quorum until one bad     *)
(* partial is left, each halving a step of its own with one check, blames  *)
(* its sender, and tries again.                                            *)
(*                                                                         *)
(* The group is the exponent group: an element is its discrete logarithm   *)
(* modulo the prime Q, and the pairing is multiplication.  Every equation  *)
(* between elements that holds in a group of order Q holds here, and no    *)
(* other; but discrete logarithms are known, and a guess is right with     *)
(* probability 1/Q.  So what the adversary can compute is said by counting *)
(* whose partials there are, and not by what values it might send.         *)
(***************************************************************************)
EXTENDS Integers, FiniteSets, Sequences

CONSTANTS
    Q,            \* the order of the group, a prime
    MemberCount,  \* n; the members have the indices 1 to n
    Threshold,    \* t, how many partial signatures make a signature
    Byzantine,    \* the members that the adversary controls
    Coefficient,  \* the coefficients that a key may have
    Message       \* messages, each named by the point that it is hashed to

Element == 0..(Q - 1)

Member == 1..MemberCount

Honest == Member \ Byzantine

(* Indices that a message may name: among them are 0, strangers, and two   *)
(* that are 0 and 1 modulo Q.                                              *)
Index == 0..(Q + 1)

(* Commitments to a polynomial of any length up to one too many.           *)
Commitments == UNION {[1..k -> Coefficient] : k \in 0..(Threshold + 1)}

None == -1

ASSUME
    /\ MemberCount \in 1..(Q - 1)
    /\ Byzantine \subseteq Member
    /\ Threshold \in (Cardinality(Byzantine) + 1)..(MemberCount - Cardinality(Byzantine))
    /\ Coefficient \subseteq Element
    /\ Message \subseteq Element

----------------------------------------------------------------------------
(* The algebra.                                                            *)

Inverse(a) == CHOOSE b \in Element : (a * b) % Q = 1

(* The value of the polynomial p at i, from the coefficient k on.          *)
RECURSIVE Horner(_, _, _)
Horner(p, i, k) ==
    IF k > Len(p) THEN 0 ELSE (p[k] + i * Horner(p, i, k + 1)) % Q

Value(p, i) == Horner(p, i, 1)

RECURSIVE Weight(_, _)
Weight(S, i) ==
    IF S = {} THEN 1
    ELSE LET j == CHOOSE k \in S : TRUE
         IN (j * Inverse((j - i) % Q) * Weight(S \ {j}, i)) % Q

(* By how much the value at i counts in the value at 0, given those at S.  *)
Lagrange(S, i) == Weight(S \ {i}, i)

(* The part that A, a part of S, has in the value at 0.                    *)
RECURSIVE Weighed(_, _, _)
Weighed(S, A, f) ==
    IF A = {} THEN 0
    ELSE LET i == CHOOSE k \in A : TRUE
         IN (Lagrange(S, i) * f[i] + Weighed(S, A \ {i}, f)) % Q

Interpolated(S, f) == Weighed(S, S, f)

Polynomial == [1..Threshold -> Element]

----------------------------------------------------------------------------
(* The machine: what a combiner holds for one message.                     *)

VARIABLES
    key,       \* the commitments to the polynomial; the first is the public key
    message,   \* the message, as the point that it is hashed to
    partials,  \* [Member -> partial signature]
    quorum,    \* the members whose combination failed, while one is looked for that is to blame
    suspects,  \* a part of them, of which at least one has sent a bad partial
    blamed,    \* the members that have sent a bad partial: nothing more is taken from them
    signature  \* the signature of the group

(* The world: what the members have sent, and what it has cost.            *)
VARIABLES
    bad,       \* the members that have sent a bad partial
    combined,  \* the members whose partials made the signature
    checks     \* pairing checks so far

machine == <<key, message, partials, quorum, suspects, blamed, signature>>
world == <<bad, combined, checks>>
vars == <<key, message, partials, quorum, suspects, blamed, signature, bad, combined, checks>>

Nothing == [i \in Member |-> None]

Init ==
    /\ key = <<>>
    /\ message = None
    /\ partials = Nothing
    /\ quorum = {}
    /\ suspects = {}
    /\ blamed = {}
    /\ signature = None
    /\ bad = {}
    /\ combined = {}
    /\ checks = 0

(* What honest members send, and what is to come of it.                    *)
Share == [i \in Member |-> Value(key, i)]
Partial(i) == (Value(key, i) * message) % Q
Signature == (Value(key, 0) * message) % Q

(* e(the part of the partials, g2) = e(H(m), the part of the public shares)*)
PartIsGood(S, A) == Weighed(S, A, partials) = (message * Weighed(S, A, Share)) % Q

(* The lower half of the suspects, the smaller one if they are odd.        *)
LowerHalf ==
    {i \in suspects : Cardinality({j \in suspects : j < i}) < Cardinality(suspects) \div 2}

----------------------------------------------------------------------------
(* The machine's actions.                                                  *)

(* The message m is to be signed under the key with the commitments p.  Its*)
(* point must not be the identity.                                         *)
Open(p, m) ==
    /\ message = None
    /\ Len(p) = Threshold
    /\ Value(p, 0) # 0
    /\ p[Len(p)] # 0
    /\ m # 0
    /\ key' = p
    /\ message' = m
    /\ UNCHANGED <<partials, quorum, suspects, blamed, signature>>
    /\ UNCHANGED world

OpenEffects(p, m) == <<>>

(* The partial signature s has come from the member with index i.          *)
Collect(i, s) ==
    /\ message # None
    /\ signature = None
    /\ i % Q # 0
    /\ i \in Member
    /\ i \notin blamed
    /\ partials[i] = None
    /\ partials' = [partials EXCEPT ![i] = s]
    /\ bad' = IF s = Partial(i) THEN bad ELSE bad \cup {i}
    /\ UNCHANGED <<key, message, quorum, suspects, blamed, signature>>
    /\ UNCHANGED <<combined, checks>>

CollectEffects(i, s) == <<>>

(* The partials of S, t of those that have come, are combined, and the     *)
(* result is verified.                                                     *)
Combine(S) ==
    /\ message # None
    /\ signature = None
    /\ quorum = {}
    /\ Cardinality(S) = Len(key)
    /\ \A i \in S : partials[i] # None
    /\ IF Interpolated(S, partials) = Signature
       THEN /\ signature' = Interpolated(S, partials)
            /\ partials' = Nothing
            /\ combined' = S
            /\ UNCHANGED <<quorum, suspects>>
       ELSE /\ quorum' = S
            /\ suspects' = S
            /\ UNCHANGED <<signature, partials, combined>>
    /\ checks' = checks + 1
    /\ UNCHANGED <<key, message, blamed, bad>>

CombineEffects(S) ==
    IF Interpolated(S, partials) = Signature
    THEN <<[type |-> "Publish", signature |-> Signature]>>
    ELSE <<>>

(* The part of the suspects is not what it should be.  One half is checked:*)
(* if it is good, the other half is not.                                   *)
Halve ==
    /\ Cardinality(suspects) > 1
    /\ suspects' = IF PartIsGood(quorum, LowerHalf) THEN suspects \ LowerHalf ELSE LowerHalf
    /\ checks' = checks + 1
    /\ UNCHANGED <<key, message, partials, quorum, blamed, signature>>
    /\ UNCHANGED <<bad, combined>>

HalveEffects == <<>>

(* One suspect is left: its partial is bad.                                *)
Blame(i) ==
    /\ suspects = {i}
    /\ blamed' = blamed \cup {i}
    /\ partials' = [partials EXCEPT ![i] = None]
    /\ quorum' = {}
    /\ suspects' = {}
    /\ UNCHANGED <<key, message, signature>>
    /\ UNCHANGED world

BlameEffects(i) == <<[type |-> "Blame", member |-> i]>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

(* Partials come over channels that show who has sent them: in the name of *)
(* an honest member there is no other than its own.  A Byzantine member    *)
(* sends any element, and any index that is nobody's.                      *)
MaySend(i, s) == i \in Honest => s = Partial(i)

(* The message is signed.  With this step, a state without any step is an  *)
(* error: the combiner is stuck.                                           *)
Done ==
    /\ signature # None
    /\ UNCHANGED vars

MachineNext ==
    \/ \E p \in Commitments, m \in Message : Open(p, m)
    \/ \E i \in Index, s \in Element : MaySend(i, s) /\ Collect(i, s)
    \/ \E S \in SUBSET Member : Combine(S)
    \/ Halve
    \/ \E i \in Member : Blame(i)

EnvNext == Done

Next == MachineNext \/ EnvNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ key \in {<<>>} \cup Polynomial
    /\ message \in Element \cup {None}
    /\ partials \in [Member -> Element \cup {None}]
    /\ quorum \subseteq Member
    /\ suspects \subseteq quorum
    /\ blamed \subseteq Member
    /\ signature \in Element \cup {None}
    /\ bad \subseteq Member
    /\ combined \subseteq Member
    /\ checks \in Nat

(* T1. There is one signature: that of the group's secret, whoever has     *)
(* signed and whatever else was sent.                                      *)
Unique == signature # None => signature = Signature

(* T2. Whatever quorum is taken, it is this one.                           *)
QuorumsAgree ==
    message # None =>
        \A S \in SUBSET Member :
            Cardinality(S) = Threshold => Interpolated(S, [i \in S |-> Partial(i)]) = Signature

(* T3. Fewer do not do: no t - 1 partials interpolate to the signature.    *)
FewDoNotDo ==
    message # None =>
        \A S \in SUBSET Member :
            Cardinality(S) = Threshold - 1 => Interpolated(S, [i \in S |-> Partial(i)]) # Signature

(* T4. Fewer say nothing: whatever t - 1 shares of the key are, they go    *)
(* with any secret, and so with any signature of the message.  This depends*)
(* on the key alone, and is looked at before anything has come.            *)
FewSayNothing ==
    (message # None /\ partials = Nothing /\ signature = None) =>
        \A S \in SUBSET Member :
            Cardinality(S) = Threshold - 1 =>
                {Value(p, 0) : p \in {r \in [1..Len(key) -> Element] : \A i \in S : Value(r, i) = Share[i]}}
                    = Element

(* T5. No signature without t members: so Byzantine ones cannot make it    *)
(* without honest ones.                                                    *)
HonestTookPart ==
    signature # None =>
        /\ Cardinality(combined) = Threshold
        /\ Cardinality(combined \cap Honest) >= Threshold - Cardinality(Byzantine)

(* T6. The signature is not the identity, which verifies under any key for *)
(* the identity as message, and under the identity as key for any message. *)
NotIdentity == signature # None => signature # 0

(* T7. Only who has sent a bad partial is blamed, so no honest member is.  *)
OnlyBadAreBlamed == blamed \subseteq bad
HonestNotBlamed == blamed \cap Honest = {}

(* The suspects are never all good.                                        *)
OneIsBad == suspects # {} => suspects \cap bad # {}

(* T8. Each Byzantine member costs one failed combination and its halving, *)
(* which takes as many checks as doublings from 1 to t.                    *)
Doublings == CHOOSE k \in 0..Threshold :
                 /\ 2^k >= Threshold
                 /\ \A j \in 0..Threshold : 2^j >= Threshold => j >= k

Bounded == checks <= 1 + Cardinality(Byzantine) * (1 + Doublings)

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

(* All members that the adversary has were blamed, and it is signed.       *)
SignedAfterBlame == signature # None /\ blamed = Byzantine /\ blamed # {}

(* It is signed at the first attempt, with what a Byzantine member sent.   *)
SignedWithByzantine == signature # None /\ combined \cap Byzantine # {}

(* A bad partial does no harm where it is not among the first.             *)
BadIsLate == signature # None /\ bad # {} /\ blamed = {}

(* It took as long as it can.                                              *)
Slow == signature # None /\ checks = 1 + Cardinality(Byzantine) * (1 + Doublings)

----------------------------------------------------------------------------
(* What happens at last.                                                   *)

HonestSign == \A i \in Honest : WF_vars(Collect(i, Partial(i)))

CombinerActs ==
    /\ WF_vars(\E S \in SUBSET Member : Combine(S))
    /\ WF_vars(Halve)
    /\ WF_vars(\E i \in Member : Blame(i))

FairSpec == Spec /\ HonestSign /\ CombinerActs

(* Whatever Byzantine members send, the message is signed.                 *)
Signed == (message # None) ~> (signature # None)
=============================================================================
