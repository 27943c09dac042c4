-------------------------- MODULE LogDkgLastDealWins -------------------------
(***************************************************************************)
(* BROKEN: the second deal of a dealer replaces the first one, also after  *)
(* members have confirmed that.                                            *)
(***************************************************************************)
EXTENDS LogDkg

Replaced(d) ==
    [k \in 1..Len(deals) |-> IF deals[k].dealer = d.dealer THEN Content(d) ELSE deals[k]]

DealAgain(d) ==
    /\ phase = "confirm"
    /\ d.dealer \in Dealt
    /\ Content(d) # DealOf(d.dealer)
    /\ FullDegree(d) /\ Usable(d.C) /\ d.proofC /\ ProvenR(d)
    /\ DOMAIN d.boxes = Registered
    /\ deals' = Replaced(d)
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys>>
    /\ UNCHANGED <<confirms, disq, slashed, qual, pub, reveals, key>>
    /\ UNCHANGED world

LastWinsSpec ==
    Init /\ [][Next \/ \E d \in DealsOnOffer : d.dealer \in Byzantine /\ DealAgain(d)]_vars
=============================================================================
