----------------------------- MODULE LogDkgOwnLog ----------------------------
(***************************************************************************)
(* BROKEN: whoever computes the outcome takes the deals that it has, its   *)
(* own first, and silently cuts them down to as many as are needed. In     *)
(* commonware's issue 3707 proposers log their own deals only, and the     *)
(* outcome is cut down silently; that nodes then disagree is added here.   *)
(***************************************************************************)
EXTENDS LogDkg

AlsoWhileConfirming == phase \in {"deal", "confirm"}

(* The deal of i and, by their numbers, as many others as are needed.      *)
Taken(i) ==
    {i} \cup {j \in Dealt \ {i} :
                 Cardinality({m \in Dealt \ {i} : m < j}) + 1
                     < Members(members) - Faults(Members(members))}

Outcome(S) == [qual |-> S \ disq, pub |-> Combined(S \ disq)]

ReadOwn(i) ==
    /\ phase = "done"
    /\ outputs' = outputs \cup {Outcome(Taken(i))}
    /\ UNCHANGED machine
    /\ UNCHANGED <<previous, shares, signers, opened, lied>>

OwnLogSpec == Init /\ [][MachineNext \/ Rest \/ \E i \in Dealt \cap Honest : ReadOwn(i)]_vars
=============================================================================
