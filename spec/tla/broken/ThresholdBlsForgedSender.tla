---------------------- MODULE ThresholdBlsForgedSender ----------------------
(* ThresholdBls.tla with partials that anybody sends in anybody's name:    *)
(* honest members are blamed.                                              *)
EXTENDS ThresholdBls

FromAnybody(i, s) == TRUE
=============================================================================
