-------------------------- MODULE GsiBondsPerLevel --------------------------
(***************************************************************************)
(* BROKEN: a bond that pays for the one level that its claim opens, as in  *)
(* the first formula for the size of bonds.  A vote without a quorum opens *)
(* the next level without a claim, and nobody has put up anything for it.  *)
(***************************************************************************)
EXTENDS GsiBonds

(* Every member of the next cloud executes, and reuses nothing.            *)
BondOfOneLevel(k) == (1 + Margin) * G!Size(G!Min(k + 1, G!Top))
=============================================================================
