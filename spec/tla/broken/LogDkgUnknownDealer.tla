------------------------- MODULE LogDkgUnknownDealer -------------------------
(***************************************************************************)
(* BROKEN: whoever logs a deal is a dealer. In tempo's issue 1133 an       *)
(* outsider was recorded as a disqualified dealer, which stopped the       *)
(* ceremony; here outsiders are faster than the committee.                 *)
(***************************************************************************)
EXTENDS LogDkg

Anybody(j) == TRUE
=============================================================================
