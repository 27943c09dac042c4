-------------------------- MODULE BeaconUnchecked ---------------------------
(* Beacon.tla with members that vote for a block without a look at the     *)
(* signatures that it carries: its leader chooses the value.               *)
EXTENDS Beacon

AcceptUnchecked(i, b) ==
    /\ opened[i] + Len(b) <= height[i]
    /\ chain' = Append(chain, b)
    /\ UNCHANGED machine
    /\ UNCHANGED <<served, foreseen>>

UncheckedSpec ==
    Init /\ [][Next \/ \E i \in Honest, b \in Block : Undecided(i) /\ Carried(i, b) /\ AcceptUnchecked(i, b)]_vars
=============================================================================
