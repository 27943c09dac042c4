------------------------ MODULE LogDkgCancelledDegree ------------------------
(***************************************************************************)
(* BROKEN: each commitment is checked, and their sum is not. A dealer      *)
(* whose leading coefficient cancels those of the others lowers the degree *)
(* of the key.                                                             *)
(***************************************************************************)
EXTENDS LogDkg

Always(C) == TRUE
=============================================================================
