------------------------ MODULE GsiDataThirdRejects -------------------------
(***************************************************************************)
(* BROKEN: failures to fetch of more than a third reject the assertion, in *)
(* a cloud of any size. In the whole network one of so many is honest; in  *)
(* a small cloud nobody need be.                                           *)
(***************************************************************************)
EXTENDS GsiDataRefinesGsi

ThirdRejects ==
    /\ phase = "voting"
    /\ 3 * Cardinality(signers[Unavailable]) > Cardinality(cloud)
    /\ phase' = "final"
    /\ standing' = Unavailable
    /\ finals' = finals \cup {Unavailable}
    /\ overturned' = IF standing = Unavailable THEN overturned ELSE overturned \cup {standing}
    /\ UNCHANGED <<level, cloud, attested, signers, rests, slashed, released>>
    /\ UNCHANGED <<served, irrevocable, lied, work, periods>>

BrokenNext ==
    \/ \E i \in Node : Attest(i)
    \/ Certify
    \/ \E i \in Node, o \in Statement : MaySign(i, o) /\ Vote(i, o)
    \/ \E o \in Statement : Assert(o)
    \/ \E x \in Node, o \in Statement : MaySign(x, o) /\ Claim(x, o)
    \/ \E S \in Clouds : Sample(S)
    \/ \E o \in Statement : Decide(o)
    \/ ThirdRejects
    \/ \E k \in Level : NoQuorum(k)
    \/ \E k \in Level : HonestClaimsAreIn /\ WindowExpire(k)
    \/ Settle
    \/ Rewind
    \/ Release
    \/ EnvNext

BrokenSpec == Init /\ [][BrokenNext]_vars
=============================================================================
