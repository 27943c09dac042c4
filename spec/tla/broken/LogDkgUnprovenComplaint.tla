----------------------- MODULE LogDkgUnprovenComplaint -----------------------
(***************************************************************************)
(* BROKEN: the proof that K is the key of the box is not checked. A wrong  *)
(* K opens no box, and the dealer is blamed.                               *)
(***************************************************************************)
EXTENDS LogDkg

Anything(i, a) == TRUE

HonestTarget == CHOOSE j \in Honest : \A m \in Honest : j <= m

OpensNothing(e) ==
    {a.dealer : a \in {c \in e.complaints :
        c.K # SharedPoint(e.by, DealOf(c.dealer)) \/ ~GoodBox(e.by, DealOf(c.dealer))}}
=============================================================================
