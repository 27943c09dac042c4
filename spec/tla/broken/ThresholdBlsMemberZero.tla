----------------------- MODULE ThresholdBlsMemberZero -----------------------
(* ThresholdBls.tla with members that are counted from 0: the share of     *)
(* the first is the secret of the group, and it signs alone (skalenetwork  *)
(* libBLS issue 333).                                                      *)
EXTENDS ThresholdBls

FromZero == 0..(MemberCount - 1)
=============================================================================
