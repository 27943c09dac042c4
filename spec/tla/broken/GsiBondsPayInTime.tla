------------------------- MODULE GsiBondsPayInTime --------------------------
(***************************************************************************)
(* BROKEN: only those are paid whose signature came before the verdict.  An *)
(* honest newcomer that has executed and signs too late has worked for     *)
(* nothing.                                                                *)
(***************************************************************************)
EXTENDS GsiBonds

PaidInTime == (executors \cap signers[standing]) \ Forfeiting
=============================================================================
