--------------------------- MODULE NvmValidation ---------------------------
(***************************************************************************)
(* Which function bodies are valid, and the types of the operands before   *)
(* each of their instructions: the algorithm in the appendix of the        *)
(* WebAssembly specification, for the instructions of this model.          *)
(*                                                                         *)
(* An instruction is a record: op is its name, a and b are its immediates  *)
(* (for a block the index of its type), labels those of br_table with the  *)
(* default at the end, t the type of a select.  Indices start at 0, as in  *)
(* WebAssembly.  A body is a sequence of instructions, without the end that*)
(* closes it.                                                              *)
(***************************************************************************)
EXTENDS NvmNumerics

CONSTANTS
    Module,     \* what is around the program: see NvmPrograms
    Alphabet,   \* the instructions of which programs are made
    MaxLength   \* how many of them a program has at most

Last(s) == s[Len(s)]
Front(s) == SubSeq(s, 1, Len(s) - 1)
LastOf(s, n) == SubSeq(s, Len(s) - n + 1, Len(s))
Without(s, n) == SubSeq(s, 1, Len(s) - n)

Type(x) == Module.types[x + 1]

(* Functions have indices: those of the host, the program, those given.    *)
Hosts == Len(Module.hosts)
Main == Hosts
IsHost(x) == x < Hosts
Given(x) == Module.funcs[x - Hosts]
FuncCount == Hosts + 1 + Len(Module.funcs)
FuncType(x) ==
    IF IsHost(x) THEN Type(Module.hosts[x + 1])
    ELSE IF x = Main THEN Type(Module.main.type)
    ELSE Type(Given(x).type)
DeclaredLocals(x) == IF x = Main THEN Module.main.locals ELSE Given(x).locals
LocalTypes(x) == FuncType(x).params \o DeclaredLocals(x)

----------------------------------------------------------------------------
(* The state of the algorithm: operand types, open blocks, whether all is  *)
(* well so far, and how high the operands stood where code can be reached. *)

Unknown == "unknown"

IsLive(v) == Last(v.ctrls).live /\ ~Last(v.ctrls).dead

Block(op, type, v) ==
    [op |-> op, start |-> type.params, end |-> type.results,
     height |-> Len(v.vals), dead |-> FALSE, live |-> v.ctrls = <<>> \/ IsLive(v)]

Wrong(v) == [v EXCEPT !.ok = FALSE]

PushVals(v, ts) ==
    LET vals == v.vals \o ts
    IN [v EXCEPT !.vals = vals, !.top = IF IsLive(v) THEN Max(@, Len(vals)) ELSE @]

Lowest(v) == Len(v.vals) = Last(v.ctrls).height
TopType(v) == IF Lowest(v) THEN Unknown ELSE Last(v.vals)

PopVal(v, t) ==
    IF Lowest(v) THEN IF Last(v.ctrls).dead THEN v ELSE Wrong(v)
    ELSE IF Last(v.vals) = t \/ Unknown \in {t, Last(v.vals)} THEN [v EXCEPT !.vals = Front(@)]
    ELSE Wrong(v)

RECURSIVE PopVals(_, _)
PopVals(v, ts) == IF ts = <<>> THEN v ELSE PopVals(PopVal(v, Last(ts)), Front(ts))

Open(v, op, type) ==
    LET popped == PopVals(v, type.params)
    IN PushVals([popped EXCEPT !.ctrls = Append(@, Block(op, type, popped))], type.params)

(* A block ends with its results and nothing else on the stack.            *)
Close(v) ==
    LET popped == PopVals(v, Last(v.ctrls).end)
    IN IF Lowest(popped) THEN popped ELSE Wrong(popped)

Dead(v) ==
    [v EXCEPT !.vals = SubSeq(@, 1, Last(v.ctrls).height),
              !.ctrls = [@ EXCEPT ![Len(@)].dead = TRUE]]

Label(v, l) == v.ctrls[Len(v.ctrls) - l]
LabelTypes(v, l) == LET c == Label(v, l) IN IF c.op = "loop" THEN c.start ELSE c.end
HasLabel(v, l) == l < Len(v.ctrls)

Plain(v, operands, results) == PushVals(PopVals(v, operands), results)

RECURSIVE LabelsFit(_, _, _)
LabelsFit(v, labels, arity) ==
    labels = <<>> \/
    LET l == Last(labels) IN
    /\ HasLabel(v, l)
    /\ Len(LabelTypes(v, l)) = arity
    /\ PopVals(v, LabelTypes(v, l)).ok
    /\ LabelsFit(v, Front(labels), arity)

----------------------------------------------------------------------------
i32 == <<"i32">>
ref == <<"funcref">>
i32x2 == <<"i32", "i32">>
i32x3 == <<"i32", "i32", "i32">>

(* Operands and results of the instructions that have a fixed type.        *)
OperandsOf(op) ==
    CASE op \in {"i32.const", "ref.null", "ref.func", "memory.size", "table.size",
                 "data.drop", "elem.drop", "nop"} -> <<>>
      [] op \in UnopNames \cup TestopNames \cup {"i32.load", "memory.grow", "table.get"} -> i32
      [] op \in BinopNames \cup RelopNames \cup {"i32.store"} -> i32x2
      [] op = "table.set" -> i32 \o ref
      [] op = "table.grow" -> ref \o i32
      [] op = "table.fill" -> i32 \o ref \o i32
      [] op \in {"memory.fill", "memory.copy", "memory.init", "table.copy", "table.init"} -> i32x3

ResultsOf(op) ==
    CASE op \in {"ref.null", "ref.func", "table.get"} -> ref
      [] op \in {"i32.store", "table.set", "table.fill", "memory.fill", "memory.copy", "memory.init",
                 "table.copy", "table.init", "data.drop", "elem.drop", "nop"} -> <<>>
      [] OTHER -> i32

CheckSelect(v) ==
    LET chosen == PopVal(v, "i32")
        t1 == TopType(chosen)
        one == PopVal(chosen, t1)
        t2 == TopType(one)
        two == PopVal(one, t2)
    IN IF (t1 = t2 \/ Unknown \in {t1, t2}) /\ "funcref" \notin {t1, t2}
       THEN PushVals(two, <<IF t1 = Unknown THEN t2 ELSE t1>>)
       ELSE Wrong(v)

CheckElse(v) ==
    IF Last(v.ctrls).op # "if" THEN Wrong(v)
    ELSE LET c == Last(v.ctrls)
             closed == Close(v)
         IN PushVals([closed EXCEPT !.ctrls = [@ EXCEPT ![Len(@)].op = "else", ![Len(@)].dead = FALSE]], c.start)

CheckEnd(v) ==
    LET c == Last(v.ctrls)
        closed == Close(v)
    IN IF Len(v.ctrls) = 1 \/ (c.op = "if" /\ c.start # c.end) THEN Wrong(v)
       ELSE PushVals([closed EXCEPT !.ctrls = Front(@)], c.end)

CheckBrTable(v, labels) ==
    LET default == Last(labels)
        indexed == PopVal(v, "i32")
    IN IF HasLabel(v, default) /\ LabelsFit(indexed, labels, Len(LabelTypes(v, default)))
       THEN Dead(indexed)
       ELSE Wrong(v)

(* The state after instruction i of function main.                         *)
CheckIn(types, results, v, i) ==
    CASE i.op = "drop" -> PopVal(v, Unknown)
      [] i.op = "select" -> CheckSelect(v)
      [] i.op = "select_t" -> Plain(v, <<i.t, i.t, "i32">>, <<i.t>>)
      [] i.op = "ref.is_null" ->
            IF TopType(v) = "i32" THEN Wrong(v) ELSE PushVals(PopVal(v, Unknown), i32)
      [] i.op = "local.get" -> PushVals(v, <<types[i.a + 1]>>)
      [] i.op = "local.set" -> PopVal(v, types[i.a + 1])
      [] i.op = "local.tee" -> Plain(v, <<types[i.a + 1]>>, <<types[i.a + 1]>>)
      [] i.op = "global.get" -> PushVals(v, i32)
      [] i.op = "global.set" -> PopVal(v, "i32")
      [] i.op = "unreachable" -> Dead(v)
      [] i.op \in {"block", "loop"} -> Open(v, i.op, Type(i.a))
      [] i.op = "if" -> Open(PopVal(v, "i32"), "if", Type(i.a))
      [] i.op = "else" -> CheckElse(v)
      [] i.op = "end" -> CheckEnd(v)
      [] i.op = "br" ->
            IF HasLabel(v, i.a) THEN Dead(PopVals(v, LabelTypes(v, i.a))) ELSE Wrong(v)
      [] i.op = "br_if" ->
            IF HasLabel(v, i.a) THEN Plain(v, LabelTypes(v, i.a) \o i32, LabelTypes(v, i.a)) ELSE Wrong(v)
      [] i.op = "br_table" -> CheckBrTable(v, i.labels)
      [] i.op = "return" -> Dead(PopVals(v, results))
      [] i.op = "call" -> Plain(v, FuncType(i.a).params, FuncType(i.a).results)
      [] i.op = "call_indirect" -> Plain(v, Type(i.a).params \o i32, Type(i.a).results)
      [] OTHER -> Plain(v, OperandsOf(i.op), ResultsOf(i.op))

NoBlocks == [vals |-> <<>>, ctrls |-> <<>>, ok |-> TRUE, top |-> 0]
Start(x) == [NoBlocks EXCEPT !.ctrls = <<Block("func", [params |-> <<>>, results |-> FuncType(x).results], NoBlocks)>>]

(* The states before each instruction of a body and after its last one.    *)
RECURSIVE Checked(_, _, _)
Checked(x, body, states) ==
    IF Len(states) > Len(body) THEN states
    ELSE Checked(x, body, Append(states, CheckIn(LocalTypes(x), FuncType(x).results, Last(states), body[Len(states)])))

(* Whether a function may end here.                                        *)
Complete(v) == v.ok /\ Len(v.ctrls) = 1 /\ Close(v).ok

(* What is known of a valid body before it is run: the operand types before*)
(* each instruction and at the end, and the largest height of operands.    *)
(* Nobody reaches the end of a body whose last instructions are dead; it   *)
(* has the results there.                                                  *)
Typed(x, body) ==
    LET states == Checked(x, body, <<Start(x)>>)
        results == FuncType(x).results
    IN [before |-> [p \in 1..Len(states) |-> IF p > Len(body) THEN results ELSE states[p].vals],
        top |-> Max(Last(states).top, Len(results))]

----------------------------------------------------------------------------
(* All valid bodies of the program, by adding instructions to beginnings.  *)

Longer(S) ==
    {e \in {[body |-> Append(s.body, i), v |-> CheckIn(LocalTypes(Main), FuncType(Main).results, s.v, i)] :
                s \in S, i \in Alphabet} : e.v.ok}

RECURSIVE Beginnings(_, _)
Beginnings(S, n) == IF n = 0 THEN S ELSE S \cup Beginnings(Longer(S), n - 1)

Programs ==
    {s.body : s \in {s \in Beginnings({[body |-> <<>>, v |-> Start(Main)]}, MaxLength) : Complete(s.v)}}

ProgramTyping == [body \in Programs |-> Typed(Main, body)]
GivenTyping == [n \in 1..Len(Module.funcs) |-> Typed(Hosts + n, Module.funcs[n].body)]
=============================================================================
