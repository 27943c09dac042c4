------------------------ MODULE LogDkgLateDisqualifies -----------------------
(***************************************************************************)
(* BROKEN: a complaint that is proven after the ceremony is done takes the *)
(* dealer out of the key.                                                  *)
(***************************************************************************)
EXTENDS LogDkg

LateConfirm(e) ==
    /\ phase = "done"
    /\ e.by \in Registered \ (confirms \cup slashed)
    /\ Accused(e) \subseteq Dealt
    /\ \A a \in e.complaints : Proven(e.by, a)
    /\ qual' = qual \ Guilty(e)
    /\ pub' = Combined(qual \ Guilty(e))
    /\ key' = [key EXCEPT !.poly = Combined(qual \ Guilty(e))]
    /\ confirms' = confirms \cup {e.by}
    /\ UNCHANGED <<phase, ceremony, kind, members, threshold, height, keys, deals>>
    /\ UNCHANGED <<disq, slashed, reveals>>
    /\ UNCHANGED world

LateSpec == Init /\ [][Next \/ \E e \in ConfirmsOnOffer : MayConfirm(e) /\ LateConfirm(e)]_vars
=============================================================================
