--------------------------- MODULE LogDkgFlatDeal ---------------------------
(***************************************************************************)
(* BROKEN: the leading coefficient of a deal may be zero. Fewer shares     *)
(* than the threshold then give its secret: if that is a share of the key, *)
(* fewer give the key.                                                     *)
(***************************************************************************)
EXTENDS LogDkg

NotZeroAtFirst(d) == d.C[1] # 0
=============================================================================
