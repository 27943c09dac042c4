---------------------------- MODULE NvmPrograms ----------------------------
(***************************************************************************)
(* What the models of Nvm are about: for each the instructions of which    *)
(* its programs are made, and the module around them.                      *)
(***************************************************************************)
EXTENDS Integers, Sequences

(* Words of a page of memory.                                              *)
PageSize == 2

(* Costs that tell the kinds of instructions apart, and are small.         *)
SmallSchedule ==
    [simple |-> 1, branch |-> 1, memory |-> 2, table |-> 2, call |-> 1, indirect |-> 2, division |-> 2, area |-> 1,
     local |-> 1, page |-> 2, element |-> 2, byte |-> 1, reference |-> 1, host |-> 2]

----------------------------------------------------------------------------
Bare(op) == [op |-> op]
At(op, a) == [op |-> op, a |-> a]
Both(op, a, b) == [op |-> op, a |-> a, b |-> b]
Choosing(labels) == [op |-> "br_table", labels |-> labels]

Bares(ops) == {Bare(op) : op \in ops}
Consts(S) == {At("i32.const", c) : c \in S}

----------------------------------------------------------------------------
(* Types, by index: 0 for effects, 1 to 4 by what they take and give, and  *)
(* 5 is equal to 2.                                                        *)
Types ==
    << [params |-> <<>>, results |-> <<>>],
       [params |-> <<>>, results |-> <<"i32">>],
       [params |-> <<"i32">>, results |-> <<"i32">>],
       [params |-> <<"i32">>, results |-> <<>>],
       [params |-> <<"i32", "i32">>, results |-> <<"i32", "i32">>],
       [params |-> <<"i32">>, results |-> <<"i32">>] >>

Empty ==
    [types |-> Types,
     hosts |-> <<>>,
     main |-> [type |-> 0, locals |-> <<>>],
     funcs |-> <<>>,
     globals |-> <<>>,
     memory |-> [pages |-> 0, max |-> 0],
     datas |-> <<>>,
     tables |-> <<>>,
     elems |-> <<>>]

NoArguments == {<<>>}

(* Structured control: a local makes the entry of the function cost.       *)
ControlModule == [Empty EXCEPT !.main = [type |-> 0, locals |-> <<"i32">>]]
ControlAlphabet ==
    Bares({"nop", "unreachable", "drop", "else", "end", "return"})
    \cup {At("block", 0), At("block", 1), At("loop", 0), At("if", 0), At("if", 1)}
    \cup {At("br", 0), At("br", 1), At("br_if", 0), Choosing(<<1, 0>>)}
    \cup Consts({1})
=============================================================================
