---------------------------- MODULE BeaconByView ----------------------------
(* Beacon.tla with rounds that are views. The second view was nullified:   *)
(* no block of it is ever final, nobody releases a partial of its round,   *)
(* and what waits for the round waits for ever.                            *)
EXTENDS Beacon

ReleaseOfView(i, r) == r # 2 /\ Release(i, r)

ByViewNext ==
    \/ \E i \in Honest, r \in Round : ReleaseOfView(i, r)
    \/ \E i \in Honest, r \in Round, s \in Offered : Unforgeable(r, s) /\ Learn(i, r, s)
    \/ \E i \in Honest, b \in Block : Undecided(i) /\ Carried(i, b) /\ GoodLeader(i, b) /\ Accept(i, b)
    \/ \E i \in Honest, b \in Block : Decided(i, b) /\ Final(i, b)

ByViewSpec ==
    /\ Init
    /\ [][ByViewNext]_vars
    /\ \A i \in Honest : WF_vars(\E r \in Round : ReleaseOfView(i, r))
    /\ SignaturesArrive
    /\ BlocksAreDecided
    /\ BlocksReachEnough
    /\ BlocksAskedForArrive
=============================================================================
