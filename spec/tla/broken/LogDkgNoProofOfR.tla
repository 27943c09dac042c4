--------------------------- MODULE LogDkgNoProofOfR --------------------------
(***************************************************************************)
(* BROKEN: a dealer need not know the logarithm of its ephemeral key. It   *)
(* takes that of an honest dealer and seals garbage; members complain, and *)
(* the keys that they show open the honest dealer's boxes.                 *)
(***************************************************************************)
EXTENDS LogDkg

AnyR(d) == d.R # 0
=============================================================================
