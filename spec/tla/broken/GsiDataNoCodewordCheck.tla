----------------------- MODULE GsiDataNoCodewordCheck -----------------------
(***************************************************************************)
(* BROKEN: nobody encodes again what was recovered. Chunks of no encoding  *)
(* give other inputs by which of them are taken, and honest nodes execute  *)
(* them.                                                                   *)
(***************************************************************************)
EXTENDS GsiData

(* The output of what some chunks happened to give.                        *)
MayDecode(i, o) ==
    \/ i \in Byzantine
    \/ o \in Output /\ \A p \in Statement \ {o} : i \notin signers[p]

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MayDecode(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MayDecode(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
