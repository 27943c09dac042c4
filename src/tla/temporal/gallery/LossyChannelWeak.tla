------------------------ MODULE LossyChannelWeak ------------------------
\* As LossyChannel with weak fairness of receiving: each message may be
\* lost before it is received.
EXTENDS Naturals
VARIABLES sent, got, bit, wire, back
vars == <<sent, got, bit, wire, back>>
Init == sent = 0 /\ got = 1 /\ bit = 0 /\ wire = {} /\ back = {}
Send == wire = {} /\ wire' = {sent} /\ UNCHANGED <<sent, got, bit, back>>
Lose == wire # {} /\ wire' = {} /\ UNCHANGED <<sent, got, bit, back>>
Receive == /\ wire # {} /\ wire' = {} /\ got' = CHOOSE m \in wire : TRUE
           /\ back' = wire /\ UNCHANGED <<sent, bit>>
Acknowledge == /\ back # {} /\ back' = {} /\ UNCHANGED <<got, bit, wire>>
               /\ sent' = IF sent \in back THEN 1 - sent ELSE sent
Next == Send \/ Lose \/ Receive \/ Acknowledge
Spec == Init /\ [][Next]_vars /\ WF_vars(Send) /\ WF_vars(Receive) /\ WF_vars(Acknowledge)
Prop == \A m \in {0, 1} : []<>(got = m)
============================================================
