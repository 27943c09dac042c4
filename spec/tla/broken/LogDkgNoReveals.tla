--------------------------- MODULE LogDkgNoReveals ---------------------------
(***************************************************************************)
(* BROKEN: holders need not reveal what the victim of an exposed dealer    *)
(* lacks.                                                                  *)
(***************************************************************************)
EXTENDS LogDkg

NobodyReveals ==
    \A i \in Honest :
        /\ WF_vars(\E r \in KeysOnOffer : r.by = i /\ Register(r))
        /\ WF_vars(\E d \in DealsOnOffer : d.dealer = i /\ MayDeal(d) /\ Deal(d))
        /\ WF_vars(\E e \in ConfirmsOnOffer : e.by = i /\ MayConfirm(e) /\ Confirm(e))

SecretiveSpec == Spec /\ NobodyReveals /\ ChainActs
=============================================================================
