----------------------- MODULE LogDkgBelievedComplaint -----------------------
(***************************************************************************)
(* BROKEN: whoever is complained about with a proven K is disqualified,    *)
(* and nobody looks into the box.                                          *)
(***************************************************************************)
EXTENDS LogDkg

Believed(e) == Accused(e)
=============================================================================
