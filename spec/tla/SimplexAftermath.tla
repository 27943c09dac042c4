-------------------------- MODULE SimplexAftermath --------------------------
(***************************************************************************)
(* Simplex.tla from where two views with Byzantine leaders lie behind all  *)
(* nodes, and have left them with every way of knowing one certificate of  *)
(* each: some know that its block is notarized, the others that the view   *)
(* is nullified.  The votes of Byzantine nodes that the certificates       *)
(* contain are not seen again.                                             *)
(***************************************************************************)
EXTENDS Simplex

(* How a view has ended: who knows its nullification, and who has voted    *)
(* for it, which are no more than it takes.                                *)
Ending ==
    {e \in [skip : SUBSET Honest, nullify : SUBSET Honest] :
        /\ e.skip \subseteq e.nullify
        /\ Cardinality(e.nullify) = IF Cardinality(e.skip) = 1 THEN HonestQuorum ELSE Cardinality(e.skip)}

First == Child(Genesis, 1, 0)

(* The second block is a child of what enough nodes take for its parent.   *)
Second(e) == Child(IF Cardinality(e.skip) >= HonestQuorum THEN Genesis ELSE First, 2, 0)

(* Who has voted to notarize it; nobody, if all know its nullification.    *)
FirstVoters(e) == IF e.skip = Honest THEN {} ELSE Honest
SecondVoters(e, f) ==
    CASE f.skip = Honest                -> {}
      [] ParentOf(Second(e)) = Genesis  -> e.skip
      [] OTHER                          -> Honest \ e.skip

RoundAfter(i, b, voters, e) == [
    proposed  |-> None,
    notarized |-> IF i \in voters THEN b ELSE None,
    ended     |-> IF i \in e.nullify THEN "nul" ELSE "fin"
]

VotesAfter(i, b, voters, e) ==
    (IF i \in voters THEN {NotarizeVote(b)} ELSE {})
        \cup {IF i \in e.nullify THEN NullifyVote(ViewOf(b)) ELSE FinalizeVote(b)}

CertificateAfter(i, b, e) == IF i \in e.skip THEN Nullification(ViewOf(b)) ELSE Notarization(b)

AftermathInit ==
    \E e, f \in Ending :
        LET second == Second(e)
            voters == SecondVoters(e, f)
        IN /\ view = [i \in Honest |-> 3]
           /\ rounds = [i \in Honest |-> [v \in View |->
                  CASE v = 1  -> RoundAfter(i, First, FirstVoters(e), e)
                    [] v = 2  -> RoundAfter(i, second, voters, f)
                    [] OTHER  -> Unsigned]]
           /\ blocks = [i \in Honest |->
                  (IF i \in e.skip THEN {} ELSE {First}) \cup (IF i \in f.skip THEN {} ELSE {second})]
           /\ skips = [i \in Honest |->
                  (IF i \in e.skip THEN {1} ELSE {}) \cup (IF i \in f.skip THEN {2} ELSE {})]
           /\ tip = [i \in Honest |-> Genesis]
           /\ wanted = [i \in Honest |-> {}]
           /\ sent = [i \in Honest |->
                  VotesAfter(i, First, FirstVoters(e), e) \cup VotesAfter(i, second, voters, f)]
           /\ wal = [i \in Honest |->
                  sent[i] \cup {CertificateAfter(i, First, e), CertificateAfter(i, second, f)}]
           /\ crashes = 0

AftermathSpec == AftermathInit /\ [][Next]_vars /\ Fairness
=============================================================================
