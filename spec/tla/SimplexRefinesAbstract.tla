----------------------- MODULE SimplexRefinesAbstract -----------------------
(***************************************************************************)
(* Every step of Simplex.tla is a step of SimplexAbstract.tla or changes   *)
(* no vote.  The votes are those in the network: what a node forgets after *)
(* finalization, or in a crash, is not forgotten here.                     *)
(***************************************************************************)
EXTENDS Simplex

VotedFor(i, v) ==
    IF \E m \in sent[i] : m.type = "notarize" /\ m.view = v
    THEN (CHOOSE m \in sent[i] : m.type = "notarize" /\ m.view = v).block
    ELSE None

EndedBy(i, v) ==
    CASE \E m \in sent[i] : m.type = "nullify" /\ m.view = v  -> "nul"
      [] \E m \in sent[i] : m.type = "finalize" /\ m.view = v -> "fin"
      [] OTHER                                                -> "none"

ProposedIn(v) ==
    IF v \in ByzantineView THEN None
    ELSE IF \E m \in sent[Leader(v)] : m.type = "propose" /\ m.view = v
         THEN (CHOOSE m \in sent[Leader(v)] : m.type = "propose" /\ m.view = v).block
         ELSE None

Abstract == INSTANCE SimplexAbstract WITH
    note <- [i \in Honest |-> [v \in View |-> VotedFor(i, v)]],
    st <- [i \in Honest |-> [v \in View |-> EndedBy(i, v)]],
    prop <- [v \in View |-> ProposedIn(v)]

RefinesAbstract == Abstract!Spec
=============================================================================
