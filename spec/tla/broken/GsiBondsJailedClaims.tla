------------------------ MODULE GsiBondsJailedClaims ------------------------
(***************************************************************************)
(* BROKEN: a node that has lost its stake in another interval may claim    *)
(* with what it has, which is nothing.  It can delay again and again, and  *)
(* the treasury pays.                                                      *)
(***************************************************************************)
EXTENDS GsiBonds

WhatIsThere(x) == G!Min(stake[x], Max(0, BondAt(level) - locked[x]))
=============================================================================
