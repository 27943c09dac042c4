-------------------------- MODULE LossyChannel --------------------------
\* An alternating bit over a channel that loses: what is sent again and
\* again arrives, by strong fairness of receiving.
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
Spec == Init /\ [][Next]_vars /\ WF_vars(Send) /\ SF_vars(Receive) /\ WF_vars(Acknowledge)
Prop == \A m \in {0, 1} : []<>(got = m)
============================================================
