------------------------- MODULE LogDkgNobodySigns --------------------------
(***************************************************************************)
(* BROKEN: honest holders of the old key need not sign the new one.        *)
(***************************************************************************)
EXTENDS LogDkg

NobodySigns ==
    \A i \in Honest :
        /\ WF_vars(\E r \in KeysOnOffer : r.by = i /\ Register(r))
        /\ WF_vars(\E d \in DealsOnOffer : d.dealer = i /\ MayDeal(d) /\ Deal(d))
        /\ WF_vars(\E e \in ConfirmsOnOffer : e.by = i /\ MayConfirm(e) /\ Confirm(e))

UnsignedSpec == Spec /\ NobodySigns /\ ChainActs
=============================================================================
