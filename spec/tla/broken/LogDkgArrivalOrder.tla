-------------------------- MODULE LogDkgArrivalOrder -------------------------
(***************************************************************************)
(* BROKEN: every node takes the first deals that reach it, and not the     *)
(* first ones of the log.                                                  *)
(***************************************************************************)
EXTENDS LogDkg

AlsoWhileConfirming == phase \in {"deal", "confirm"}

Outcome(S) == [qual |-> S \ disq, pub |-> Combined(S \ disq)]

ReadByArrival(S) ==
    /\ phase = "done"
    /\ Cardinality(S) = Members(members) - Faults(Members(members))
    /\ outputs' = outputs \cup {Outcome(S)}
    /\ UNCHANGED machine
    /\ UNCHANGED <<previous, shares, signers, opened, lied>>

ArrivalSpec == Init /\ [][MachineNext \/ Rest \/ \E S \in SUBSET Dealt : ReadByArrival(S)]_vars
=============================================================================
