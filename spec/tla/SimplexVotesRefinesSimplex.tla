--------------------- MODULE SimplexVotesRefinesSimplex ---------------------
(***************************************************************************)
(* Every step of SimplexVotes.tla is a step of Simplex.tla, or a vote is   *)
(* kept and nothing else changes.  Constants and variables have the same   *)
(* names; votes, accusations and what was shown are forgotten.             *)
(***************************************************************************)
EXTENDS SimplexVotes

RefinesSimplex == Core!Spec
=============================================================================
