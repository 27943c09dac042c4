----------------------- MODULE GsiBondsFreeAssertion ------------------------
(***************************************************************************)
(* BROKEN: signers of an assertion lock nothing.  The claim against a lie  *)
(* is right and gets its bond back, the liar has lost its stake in another *)
(* interval, and nobody is left to pay but the treasury.                   *)
(***************************************************************************)
EXTENDS GsiBonds

NoDeposit == 0
=============================================================================
