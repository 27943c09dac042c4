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
(* Types, by index: 0 for effects, the others by what they take and give. *)
(* 5 is equal to 2.                                                        *)
Types ==
    << [params |-> <<>>, results |-> <<>>],
       [params |-> <<>>, results |-> <<"i32">>],
       [params |-> <<"i32">>, results |-> <<"i32">>],
       [params |-> <<"i32">>, results |-> <<>>],
       [params |-> <<"i32", "i32">>, results |-> <<"i32", "i32">>],
       [params |-> <<"i32">>, results |-> <<"i32">>],
       [params |-> <<"i32", "i32">>, results |-> <<"i32">>] >>

Empty ==
    [types |-> Types,
     hosts |-> <<>>,
     main |-> [type |-> 0, locals |-> <<>>],
     funcs |-> <<>>,
     globals |-> <<>>,
     memory |-> [cells |-> <<>>, max |-> 0],
     datas |-> <<>>,
     tables |-> <<>>,
     elems |-> <<>>]

NoArguments == {<<>>}
MinusOneAndTwo == {-1, 2}
I32s(cs) == [k \in DOMAIN cs |-> <<"i32", cs[k]>>]

(* Structured control.  A local makes the entry of the function cost.      *)
ControlModule == [Empty EXCEPT !.main = [type |-> 0, locals |-> <<"i32">>]]
ControlAlphabet ==
    Bares({"nop", "unreachable", "drop", "else", "end", "return"})
    \cup {At("block", 0), At("block", 1), At("loop", 0), At("if", 0), At("if", 1)}
    \cup {At("br", 0), At("br", 1), At("br_if", 0), Choosing(<<1, 0>>)}
    \cup Consts({1})

(* Blocks inside each other, and branches out of them.                     *)
NestingModule == Empty
NestingAlphabet ==
    Bares({"else", "end", "nop"})
    \cup {At("block", 0), At("loop", 0), At("if", 0), At("br", 1), At("br_if", 1), Choosing(<<0, 1>>)}
    \cup Consts({0, 1})

(* Operands under labels: blocks that take some, and branches that cut.    *)
ValuesModule == [Empty EXCEPT !.main = [type |-> 1, locals |-> <<>>]]
ValuesAlphabet ==
    Bares({"end", "drop", "i32.sub"})
    \cup {At("block", 1), At("block", 2), At("loop", 2), At("br", 0), At("br_if", 0), Choosing(<<0, 1>>)}
    \cup Consts({0, 2})

(* Arithmetic: an operand or two, and what is computed from them.          *)
NumericModule == [Empty EXCEPT !.main = [type |-> 6, locals |-> <<>>]]
NumericAlphabet ==
    {At("local.get", 0), At("local.get", 1)}
    \cup Bares({"i32.clz", "i32.ctz", "i32.popcnt", "i32.eqz",
               "i32.add", "i32.sub", "i32.mul", "i32.div_s", "i32.div_u", "i32.rem_s", "i32.rem_u",
               "i32.and", "i32.or", "i32.xor", "i32.shl", "i32.shr_s", "i32.shr_u", "i32.rotl", "i32.rotr",
               "i32.eq", "i32.ne", "i32.lt_s", "i32.lt_u", "i32.gt_s", "i32.gt_u",
               "i32.le_s", "i32.le_u", "i32.ge_s", "i32.ge_u"})
SomePairs == {I32s(<<x, y>>) : x \in {-4, -1, 3}, y \in {-1, 0, 2}}
AllPairs == {I32s(<<x, y>>) : x \in -4..3, y \in -4..3}

(* Variables: a parameter, a local, a global that outlives the invocation. *)
VariableModule ==
    [Empty EXCEPT !.main = [type |-> 2, locals |-> <<"i32">>], !.globals = <<-2>>]
VariableAlphabet ==
    Bares({"drop", "select", "i32.add"})
    \cup {At("local.get", 0), At("local.get", 1), At("local.set", 1), At("local.tee", 0),
          At("global.get", 0), At("global.set", 0)}
TwoArguments == {I32s(<<-1>>), I32s(<<2>>)}

(* Calls of the host (0), of the program itself (1), of a function that    *)
(* uses its argument twice (2), and of one that is called for its effect   *)
(* (3); through a table in which all of them are.                          *)
CallModule ==
    [Empty EXCEPT
        !.hosts = <<2>>,
        !.funcs = <<[type |-> 5, locals |-> <<"i32">>,
                     body |-> <<At("local.get", 0), At("local.get", 0), Bare("i32.add")>>],
                    [type |-> 0, locals |-> <<>>, body |-> <<At("call", 1)>>]>>,
        !.tables = <<[elements |-> <<0, -1, 2, 3>>, max |-> 4]>>]
CallAlphabet ==
    Bares({"drop", "nop", "unreachable"})
    \cup {At("call", 0), At("call", 1), At("call", 2), At("call", 3)}
    \cup {Both("call_indirect", 2, 0), Both("call_indirect", 0, 0)}
    \cup Consts({0, 1, 2, 3, -1})

(* Memory: two pages with words in them.                                   *)
MemoryModule ==
    [Empty EXCEPT
        !.memory = [cells |-> <<1, -2, 3, 0>>, max |-> 3],
        !.datas = <<<<3, 2>>>>]
MemoryAlphabet ==
    Bares({"drop", "memory.size", "memory.grow", "memory.fill", "memory.copy"})
    \cup {At("i32.load", 0), At("i32.load", 2), At("i32.store", 0), At("i32.store", 1), At("memory.init", 0), At("data.drop", 0)}
    \cup Consts({0, 1, 3})

(* Tables: one with functions in it, and one to copy from.  A local is null*)
TableModule ==
    [Empty EXCEPT
        !.main = [type |-> 0, locals |-> <<"funcref">>],
        !.tables = <<[elements |-> <<-1, 0, -1>>, max |-> 4], [elements |-> <<0>>, max |-> 1]>>,
        !.elems = <<<<0, -1>>>>]
TableAlphabet ==
    Bares({"drop", "ref.is_null"})
    \cup {At("ref.func", 0), At("local.get", 0), At("table.get", 0), At("table.set", 0), At("table.size", 0), At("table.grow", 0),
          At("table.fill", 0), At("elem.drop", 0)}
    \cup {Both("table.copy", 0, 0), Both("table.copy", 0, 1), Both("table.init", 0, 0)}
    \cup {[op |-> "select_t", t |-> "funcref"]}
    \cup Consts({0, 1, 2})

(* Each instruction as the first of its block, for gas: what it takes comes*)
(* from a function that gives operands, and whose call ends a block.       *)
FirstModule ==
    [MemoryModule EXCEPT
        !.types = @ \o <<[params |-> <<>>, results |-> <<"i32", "i32", "i32">>],
                         [params |-> <<>>, results |-> <<"i32", "funcref">>],
                         [params |-> <<>>, results |-> <<"i32", "i32">>]>>,
        !.main = [type |-> 1, locals |-> <<"i32">>],
        !.funcs = <<[type |-> 7, locals |-> <<>>, body |-> <<At("i32.const", 2), At("i32.const", 1), At("i32.const", 0)>>],
                    [type |-> 8, locals |-> <<>>, body |-> <<At("i32.const", -1), Bare("ref.null")>>],
                    [type |-> 9, locals |-> <<>>, body |-> <<Bare("nop"), At("i32.const", 2), At("i32.const", -1)>>]>>,
        !.globals = <<-2>>,
        !.tables = TableModule.tables,
        !.elems = TableModule.elems]
FirstAlphabet ==
    Bares({"unreachable", "drop", "end", "i32.clz", "i32.eqz", "i32.ne", "i32.add", "select", "ref.is_null", "ref.null"})
    \cup {At("call", 1), At("call", 2), At("call", 3), At("ref.func", 0), At("local.set", 0), At("local.tee", 0), At("global.set", 0),
          At("table.get", 0), At("table.set", 0), At("elem.drop", 0), At("data.drop", 0), At("if", 0), At("br_if", 0), Choosing(<<0, 0>>)}
=============================================================================
