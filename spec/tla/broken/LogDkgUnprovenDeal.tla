------------------------- MODULE LogDkgUnprovenDeal -------------------------
(***************************************************************************)
(* BROKEN: a deal needs no proof that its dealer knows what it shares, and *)
(* says so in this ceremony. What an honest dealer has dealt in another    *)
(* one, logged again, is a second deal.                                    *)
(***************************************************************************)
EXTENDS LogDkg

NotZero(d) == d.C[1] # 0
=============================================================================
