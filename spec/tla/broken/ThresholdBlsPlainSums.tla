----------------------- MODULE ThresholdBlsPlainSums ------------------------
(* ThresholdBls.tla with halves whose partials are added up and not        *)
(* weighed as in the combination. Two bad partials that cancel each other  *)
(* out in the sum pass, and the honest member of the other half is         *)
(* blamed.                                                                 *)
EXTENDS ThresholdBls

RECURSIVE Sum(_, _)
Sum(A, f) == IF A = {} THEN 0 ELSE LET i == CHOOSE k \in A : TRUE IN (f[i] + Sum(A \ {i}, f)) % Q

SumIsGood(S, A) == Sum(A, partials) = (message * Sum(A, Share)) % Q
=============================================================================
