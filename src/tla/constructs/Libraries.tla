---- MODULE Libraries ----
\* A channel that loses and reorders: a bag of messages, a log that grows, and what the community modules say of both.
EXTENDS Naturals, Sequences, FiniteSets, Bags, SequencesExt, FiniteSetsExt, Functions

CONSTANT Message
VARIABLES channel, log

Init == channel = EmptyBag /\ log = <<>>
Send(m) == BagCardinality(channel) < 2 /\ channel' = channel (+) SetToBag({m}) /\ UNCHANGED log
Lose == \E lost \in kSubset(1, BagToSet(channel)) : channel' = channel (-) SetToBag(lost) /\ UNCHANGED log
Receive == \E m \in BagToSet(channel) :
  /\ channel' = channel (-) SetToBag({m})
  /\ log' = IF Contains(log, m) THEN Remove(log, m) ELSE Snoc(m, log)
Next == (\E m \in Message : Send(m)) \/ Lose \/ Receive

Injective == IsInjective(log)
Sums == BagCardinality(channel) = MapThenSumSet(LAMBDA m : CopiesIn(m, channel), Message)
Known == /\ log \in BoundedSeq(Message, Cardinality(Message))
         /\ Range(log) = ToSet(Reverse(log))
         /\ FoldLeft(LAMBDA count, m : count + 1, 0, log) = Len(log)
====
