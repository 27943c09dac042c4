---------------------------- MODULE SimplexSplit ----------------------------
(***************************************************************************)
(* Simplex.tla from where the first view has divided the nodes: one knows  *)
(* its notarization, has voted to finalize it and will not nullify it; the *)
(* others know its nullification.  Both certificates contain a Byzantine   *)
(* vote that is not seen again.  The second view came to nothing: all have *)
(* voted to nullify it.                                                    *)
(***************************************************************************)
EXTENDS Simplex

Divided == Child(Genesis, 1, 0)

SplitInit ==
    /\ view = [i \in Honest |-> 2]
    /\ rounds = [i \in Honest |-> [v \in View |-> [
           proposed  |-> None,
           notarized |-> IF v = 1 /\ i # 3 THEN Divided ELSE None,
           ended     |-> CASE v = 1 -> IF i = 1 THEN "fin" ELSE "nul"
                           [] v = 2 -> "nul"
                           [] OTHER -> "none"]]]
    /\ blocks = [i \in Honest |-> IF i = 1 THEN {Divided} ELSE {}]
    /\ skips = [i \in Honest |-> IF i = 1 THEN {} ELSE {1}]
    /\ tip = [i \in Honest |-> Genesis]
    /\ wanted = [i \in Honest |-> {}]
    /\ sent = [i \in Honest |->
           (IF i # 3 THEN {NotarizeVote(Divided)} ELSE {})
               \cup {IF i = 1 THEN FinalizeVote(Divided) ELSE NullifyVote(1), NullifyVote(2)}]
    /\ wal = [i \in Honest |-> sent[i] \cup {IF i = 1 THEN Notarization(Divided) ELSE Nullification(1)}]
    /\ crashes = 0

SplitSpec == SplitInit /\ [][Next]_vars /\ Fairness
=============================================================================
