-------------------------- MODULE GsiBondsPromise ---------------------------
(***************************************************************************)
(* BROKEN: the griefing factor that a bond of 1 + Margin times the costs   *)
(* promises at first sight, 1 / (1 + Margin).  An adversary that claims    *)
(* against its own lie wins back the part of the margin that is not burned. *)
(***************************************************************************)
EXTENDS GsiBonds

PromisedFactor == phase = "settled" => Loss >= (1 + Margin) * Forced
=============================================================================
