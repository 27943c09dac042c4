------------------------------ MODULE TwoPhase ------------------------------
(***************************************************************************)
(* Two-phase commit, after J. Gray and L. Lamport, "Consensus on           *)
(* Transaction Commit", ACM Transactions on Database Systems 31(1), 2006.  *)
(*                                                                         *)
(* A transaction manager asks the resource managers in RM whether they can *)
(* commit.  Messages are never lost and never consumed: the set of all     *)
(* that were sent stands for the network.                                  *)
(***************************************************************************)
CONSTANT RM  \* the resource managers

VARIABLES
    rmState,     \* [RM -> {"working", "prepared", "committed", "aborted"}]
    tmState,     \* "init", then "done" when the outcome was announced
    tmPrepared,  \* the resource managers that are known to be prepared
    msgs         \* all messages that were sent

vars == <<rmState, tmState, tmPrepared, msgs>>

Message == [type : {"Prepared"}, rm : RM] \cup [type : {"Commit", "Abort"}]

TypeOK ==
    /\ rmState \in [RM -> {"working", "prepared", "committed", "aborted"}]
    /\ tmState \in {"init", "done"}
    /\ tmPrepared \subseteq RM
    /\ msgs \subseteq Message

Init ==
    /\ rmState = [r \in RM |-> "working"]
    /\ tmState = "init"
    /\ tmPrepared = {}
    /\ msgs = {}

(* The transaction manager learns that r is prepared.                      *)
TMRcvPrepared(r) ==
    /\ tmState = "init"
    /\ [type |-> "Prepared", rm |-> r] \in msgs
    /\ tmPrepared' = tmPrepared \cup {r}
    /\ UNCHANGED <<rmState, tmState, msgs>>

(* All are prepared: the transaction commits.                              *)
TMCommit ==
    /\ tmState = "init"
    /\ tmPrepared = RM
    /\ tmState' = "done"
    /\ msgs' = msgs \cup {[type |-> "Commit"]}
    /\ UNCHANGED <<rmState, tmPrepared>>

(* Until then the transaction manager may abort whenever it likes.         *)
TMAbort ==
    /\ tmState = "init"
    /\ tmState' = "done"
    /\ msgs' = msgs \cup {[type |-> "Abort"]}
    /\ UNCHANGED <<rmState, tmPrepared>>

(* The resource manager r declares that it can commit.                     *)
RMPrepare(r) ==
    /\ rmState[r] = "working"
    /\ rmState' = [rmState EXCEPT ![r] = "prepared"]
    /\ msgs' = msgs \cup {[type |-> "Prepared", rm |-> r]}
    /\ UNCHANGED <<tmState, tmPrepared>>

(* Before that it may abort by itself, and need not tell.                  *)
RMChooseToAbort(r) ==
    /\ rmState[r] = "working"
    /\ rmState' = [rmState EXCEPT ![r] = "aborted"]
    /\ UNCHANGED <<tmState, tmPrepared, msgs>>

RMRcvCommitMsg(r) ==
    /\ [type |-> "Commit"] \in msgs
    /\ rmState' = [rmState EXCEPT ![r] = "committed"]
    /\ UNCHANGED <<tmState, tmPrepared, msgs>>

RMRcvAbortMsg(r) ==
    /\ [type |-> "Abort"] \in msgs
    /\ rmState' = [rmState EXCEPT ![r] = "aborted"]
    /\ UNCHANGED <<tmState, tmPrepared, msgs>>

Next ==
    \/ TMCommit
    \/ TMAbort
    \/ \E r \in RM : TMRcvPrepared(r)
    \/ \E r \in RM : RMPrepare(r)
    \/ \E r \in RM : RMChooseToAbort(r)
    \/ \E r \in RM : RMRcvCommitMsg(r)
    \/ \E r \in RM : RMRcvAbortMsg(r)

Spec == Init /\ [][Next]_vars

(* No two resource managers end differently.                               *)
Consistent ==
    \A r, s \in RM : ~ (rmState[r] = "aborted" /\ rmState[s] = "committed")
=============================================================================
