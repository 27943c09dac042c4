-------------------------------- MODULE Nvm --------------------------------
(***************************************************************************)
(* The Nexus virtual machine: WebAssembly with gas, a stack limit and a    *)
(* fixed rule for growth.  The actions are the reduction rules of chapter  *)
(* 4.4 of the WebAssembly specification, in its order and with its names.  *)
(*                                                                         *)
(* Labels are on a stack, and a branch looks for the end of its block in   *)
(* the text of the program, as in the specification.  The machine in       *)
(* TypeScript has neither: validation gives it targets and heights.        *)
(*                                                                         *)
(* Entering blocks and passing their ends is no step of its own: each step *)
(* goes on to the next instruction, past block, loop and end.              *)
(*                                                                         *)
(* Gas.  A block, in the sense of gas, is paid as a whole at its entry, in *)
(* the step of its first instruction: `due` says what the next step must   *)
(* pay first.  Operations with a dynamic cost pay for their units besides, *)
(* before they do anything.  Gas runs out nowhere else.                    *)
(*                                                                         *)
(* Words have Bits bits, and memory consists of words.                     *)
(***************************************************************************)
EXTENDS NvmValidation, NvmPrograms, FiniteSets

CONSTANTS
    Schedule,     \* what instructions and units cost
    StackLimit,   \* bytes that all activations together may take
    Piece,        \* words or references that one step of memory.fill and its like moves
    Arguments,    \* with what the program may be invoked
    Gas,          \* and with how much gas
    HostAnswers,  \* what the host may answer
    HostCosts,    \* what it may ask for an answer
    HostCodes,    \* with which codes it may end the program
    Invocations   \* how often the program is invoked

None == -1

Range(s) == {s[k] : k \in DOMAIN s}

(* Traps, in the words of the specification's tests.                       *)
TrapNames ==
    {"none", "unreachable", "integer divide by zero", "integer overflow",
     "out of bounds memory access", "out of bounds table access",
     "undefined element", "uninitialized element",
     "indirect call type mismatch", "call stack exhausted"}

(* How an invocation ends, and the state before the first one.             *)
Ended == {"idle", "committed", "rolled back", "exited"}

----------------------------------------------------------------------------
(* The machine.                                                            *)

VARIABLES
    program,     \* the body of the function Main
    status,      \* "running", "host", "returned", "trapped", "out of gas", or one of Ended
    trap,        \* why it has trapped
    frames,      \* the activations, the running one last
    callee,      \* the host function that is called, or None
    stackBytes,  \* what the activations take of the stack limit
    gas,         \* what is left
    pending,     \* whether an operation on an area is under way: checked and paid for
    results,     \* of the invocation that has returned
    store,       \* globals, memory, tables, and which segments are dropped
    checkpoint   \* store and gas at the start of the invocation

(* The world.                                                              *)
VARIABLES
    invocations,  \* how many there have been
    work          \* what all that was done in the invocation costs, paid or not

machine == <<program, status, trap, frames, callee, stackBytes, gas, pending, results, store, checkpoint>>
world == <<invocations, work>>
vars == <<program, status, trap, frames, callee, stackBytes, gas, pending, results, store, checkpoint,
          invocations, work>>

(* Values: numbers and references with their types.                        *)
I32(c) == <<"i32", c>>
Ref(c) == <<"funcref", c>>
Null == -1
Zero(t) == IF t = "i32" THEN I32(0) ELSE Ref(Null)

(* What is read where nothing is.  It has no type that a program has.      *)
Nothing == <<"nothing", 0>>

ReadAt(cells, at, Value(_)) == IF at + 1 \in DOMAIN cells THEN Value(cells[at + 1]) ELSE Nothing

(* The cells with n of them, from `at` on, replaced by those of `new`.     *)
Written(cells, at, new) ==
    [c \in 1..Max(Len(cells), IF new = <<>> THEN 0 ELSE at + Len(new)) |->
        IF c \in (at + 1)..(at + Len(new)) THEN new[c - at]
        ELSE IF c <= Len(cells) THEN cells[c] ELSE 0]

Times(n, c) == [k \in 1..n |-> c]
Part(cells, at, n) == [k \in 1..n |-> IF at + k \in DOMAIN cells THEN cells[at + k] ELSE Nothing]

InitialStore ==
    [globals |-> Module.globals,
     pages |-> Len(Module.memory.cells) \div PageSize,
     cells |-> Module.memory.cells,
     tables |-> [t \in DOMAIN Module.tables |-> Module.tables[t].elements],
     datas |-> [d \in DOMAIN Module.datas |-> FALSE],
     elems |-> [e \in DOMAIN Module.elems |-> FALSE]]

Init ==
    /\ program \in Programs
    /\ status = "idle"
    /\ trap = "none"
    /\ frames = <<>>
    /\ callee = None
    /\ stackBytes = 0
    /\ gas = 0
    /\ pending = FALSE
    /\ results = <<>>
    /\ store = InitialStore
    /\ checkpoint = [store |-> InitialStore, gas |-> 0]
    /\ invocations = 0
    /\ work = 0

----------------------------------------------------------------------------
(* The text of programs.                                                   *)

Body(x) == IF x = Main THEN program ELSE Given(x).body
Typing(x) == IF x = Main THEN ProgramTyping[program] ELSE GivenTyping[x - Hosts]

Opens == {"block", "loop", "if"}

(* The `else` or `end` of the block, from p on and `depth` blocks inside.  *)
RECURSIVE ArmEnd(_, _, _)
ArmEnd(b, p, depth) ==
    IF b[p].op \in Opens THEN ArmEnd(b, p + 1, depth + 1)
    ELSE IF b[p].op = "end" /\ depth > 0 THEN ArmEnd(b, p + 1, depth - 1)
    ELSE IF b[p].op \in {"else", "end"} /\ depth = 0 THEN p
    ELSE ArmEnd(b, p + 1, depth)

(* The `end` of the block that opens at p.                                 *)
EndOf(b, p) ==
    LET arm == ArmEnd(b, p + 1, 0)
    IN IF b[arm].op = "end" THEN arm ELSE ArmEnd(b, arm + 1, 0)

----------------------------------------------------------------------------
(* Gas.                                                                    *)

Areas ==
    {"memory.grow", "memory.fill", "memory.copy", "memory.init", "data.drop",
     "table.grow", "table.fill", "table.copy", "table.init", "elem.drop"}

Weight(op) ==
    CASE op \in {"block", "loop", "end"} -> 0
      [] op \in {"if", "br", "br_if", "br_table", "return"} -> Schedule.branch
      [] op = "call" -> Schedule.call
      [] op = "call_indirect" -> Schedule.indirect
      [] op \in {"table.get", "table.set"} -> Schedule.table
      [] op \in {"i32.load", "i32.store"} -> Schedule.memory
      [] op \in DivisionNames -> Schedule.division
      [] op \in Areas -> Schedule.area
      [] OTHER -> Schedule.simple

(* A block ends after these, and before a loop and an end.                 *)
GoesOn == {"br_if", "call", "call_indirect"} \cup Areas
EndsBlock == {"if", "else", "br", "br_table", "return", "unreachable"} \cup GoesOn

(* The cost of the instructions from p to the end of the block.            *)
RECURSIVE BlockCost(_, _)
BlockCost(b, p) ==
    IF p > Len(b) THEN 0
    ELSE IF b[p].op \in {"loop", "end"} THEN 0
    ELSE IF b[p].op \in EndsBlock THEN Weight(b[p].op)
    ELSE Weight(b[p].op) + BlockCost(b, p + 1)

Costing(cost) == IF cost > 0 THEN <<cost>> ELSE <<>>

RECURSIVE Sum(_)
Sum(costs) == IF costs = <<>> THEN 0 ELSE Head(costs) + Sum(Tail(costs))

----------------------------------------------------------------------------
(* Activations.                                                            *)

(* Goes past block, loop and end to the next instruction: 4.4.9, entering  *)
(* and exiting blocks.  `fresh` says whether a new block has begun for gas.*)
RECURSIVE Walk(_, _)
Walk(f, fresh) ==
    LET b == Body(f.func)
        op == IF f.ip > Len(b) THEN "" ELSE b[f.ip].op
    IN CASE op \in {"block", "loop"} ->
              LET label == [at |-> f.ip, height |-> Len(f.stack) - Len(Type(b[f.ip].a).params)]
              IN Walk([f EXCEPT !.ip = @ + 1, !.labels = Append(@, label)], fresh \/ op = "loop")
         [] op = "end" -> Walk([f EXCEPT !.ip = @ + 1, !.labels = Front(@)], TRUE)
         [] OTHER -> [f EXCEPT !.due = IF fresh THEN Costing(BlockCost(b, f.ip)) ELSE <<>>]

(* A function's entry pays for the locals that it declares.                *)
Entered(x, args) ==
    LET declared == DeclaredLocals(x)
        zeros == [k \in DOMAIN declared |-> Zero(declared[k])]
        price == Schedule.local * Len(declared)
        f == Walk([func |-> x, ip |-> 1, due |-> <<>>, locals |-> args \o zeros, stack |-> <<>>, labels |-> <<>>], FALSE)
    IN IF f.due # <<>> THEN [f EXCEPT !.due = Costing(price) \o @]
       ELSE [f EXCEPT !.due = Costing(price + BlockCost(Body(x), f.ip))]

ActivationBytes == 16
SlotBytes == 8
FrameBytes(x) == ActivationBytes + SlotBytes * (Len(LocalTypes(x)) + Typing(x).top)

Top == Last(frames)
InText == Top.ip <= Len(Body(Top.func))
Instr ==
    LET f == Top
        b == Body(f.func)
    IN IF f.ip <= Len(b) THEN b[f.ip] ELSE [op |-> "return"]

(* The k-th operand from the top, and the same read as unsigned.           *)
Operand(k) == Top.stack[Len(Top.stack) - k + 1]
C(k) == Operand(k)[2]
U(k) == Unsigned(C(k))

(* The running activation with n operands replaced by others.              *)
Replacing(n, new) == [Top EXCEPT !.stack = Without(@, n) \o new]
With(f) == [frames EXCEPT ![Len(frames)] = f]

----------------------------------------------------------------------------
(* What rules have in common.                                              *)

Running == status = "running"

(* The function that call_indirect finds, Null if there is none to call.   *)
Indirect ==
    LET elements == store.tables[Instr.b + 1]
    IN IF U(1) >= Len(elements) THEN Null ELSE elements[U(1) + 1]

Callable(x) == x # Null /\ FuncType(x) = Type(Instr.a)

DynamicCost ==
    IF pending THEN 0
    ELSE CASE Instr.op = "memory.grow" -> Schedule.page * U(1)
           [] Instr.op = "table.grow" -> Schedule.element * U(1)
           [] Instr.op \in {"memory.fill", "memory.copy", "memory.init"} -> Schedule.byte * U(1)
           [] Instr.op \in {"table.fill", "table.copy", "table.init"} -> Schedule.reference * U(1)
           [] Instr.op = "call" -> IF IsHost(Instr.a) THEN Schedule.host ELSE 0
           [] Instr.op = "call_indirect" ->
                IF Callable(Indirect) /\ IsHost(Indirect) THEN Schedule.host ELSE 0
           [] OTHER -> 0

(* What the next step must pay before it does anything.                    *)
Cost == Sum(Top.due) + DynamicCost
Affordable == Cost <= gas

Did(units) == work' = work + units + IF pending \/ ~InText THEN 0 ELSE Weight(Instr.op)

(* Goes on in the same activation, with another store.                     *)
Goes(f, s, units) ==
    /\ frames' = With(Walk([f EXCEPT !.ip = @ + 1], Instr.op \in GoesOn))
    /\ store' = s
    /\ gas' = gas - Cost
    /\ pending' = FALSE
    /\ Did(units)
    /\ UNCHANGED <<program, status, trap, callee, stackBytes, results, checkpoint, invocations>>

Pushes(n, new) == Goes(Replacing(n, new), store, 0)

(* Goes to another place in the same activation.                           *)
Jumps(f) ==
    /\ frames' = With(Walk(f, TRUE))
    /\ gas' = gas - Cost
    /\ Did(0)
    /\ UNCHANGED <<program, status, trap, callee, stackBytes, pending, results, store, checkpoint, invocations>>

(* What is paid is paid; nothing else happens.                             *)
Traps(reason) ==
    /\ status' = "trapped"
    /\ trap' = reason
    /\ frames' = With([Top EXCEPT !.due = <<>>])
    /\ gas' = gas - Cost
    /\ Did(0)
    /\ UNCHANGED <<program, callee, stackBytes, pending, results, store, checkpoint, invocations>>

----------------------------------------------------------------------------
(* 4.4.1 Numeric instructions.                                             *)

Const ==
    /\ Running
    /\ Instr.op = "i32.const"
    /\ Affordable
    /\ Pushes(0, <<I32(Instr.a)>>)

Unop ==
    /\ Running
    /\ Instr.op \in UnopNames
    /\ Affordable
    /\ Pushes(1, <<I32(Unary(Instr.op, C(1)))>>)

Binop ==
    /\ Running
    /\ Instr.op \in BinopNames
    /\ Affordable
    /\ IF BinaryTrap(Instr.op, C(2), C(1)) # "none"
       THEN Traps(BinaryTrap(Instr.op, C(2), C(1)))
       ELSE Pushes(2, <<I32(Binary(Instr.op, C(2), C(1)))>>)

Testop ==
    /\ Running
    /\ Instr.op \in TestopNames
    /\ Affordable
    /\ Pushes(1, <<I32(Truth(C(1) = 0))>>)

Relop ==
    /\ Running
    /\ Instr.op \in RelopNames
    /\ Affordable
    /\ Pushes(2, <<I32(Truth(Related(Instr.op, C(2), C(1))))>>)

----------------------------------------------------------------------------
(* 4.4.2 Reference instructions.                                           *)

RefNull ==
    /\ Running
    /\ Instr.op = "ref.null"
    /\ Affordable
    /\ Pushes(0, <<Ref(Null)>>)

RefIsNull ==
    /\ Running
    /\ Instr.op = "ref.is_null"
    /\ Affordable
    /\ Pushes(1, <<I32(Truth(C(1) = Null))>>)

RefFunc ==
    /\ Running
    /\ Instr.op = "ref.func"
    /\ Affordable
    /\ Pushes(0, <<Ref(Instr.a)>>)

----------------------------------------------------------------------------
(* 4.4.4 Parametric instructions.                                          *)

Drop ==
    /\ Running
    /\ Instr.op = "drop"
    /\ Affordable
    /\ Pushes(1, <<>>)

Select ==
    /\ Running
    /\ Instr.op \in {"select", "select_t"}
    /\ Affordable
    /\ Pushes(3, <<IF C(1) # 0 THEN Operand(3) ELSE Operand(2)>>)

----------------------------------------------------------------------------
(* 4.4.5 Variable instructions.                                            *)

LocalGet ==
    /\ Running
    /\ Instr.op = "local.get"
    /\ Affordable
    /\ Pushes(0, <<Top.locals[Instr.a + 1]>>)

LocalSet ==
    /\ Running
    /\ Instr.op = "local.set"
    /\ Affordable
    /\ Goes([Replacing(1, <<>>) EXCEPT !.locals[Instr.a + 1] = Operand(1)], store, 0)

LocalTee ==
    /\ Running
    /\ Instr.op = "local.tee"
    /\ Affordable
    /\ Goes([Top EXCEPT !.locals[Instr.a + 1] = Operand(1)], store, 0)

GlobalGet ==
    /\ Running
    /\ Instr.op = "global.get"
    /\ Affordable
    /\ Pushes(0, <<I32(store.globals[Instr.a + 1])>>)

GlobalSet ==
    /\ Running
    /\ Instr.op = "global.set"
    /\ Affordable
    /\ Goes(Replacing(1, <<>>), [store EXCEPT !.globals[Instr.a + 1] = C(1)], 0)

----------------------------------------------------------------------------
(* 4.4.6 Table instructions.                                               *)

Table(t) == store.tables[t + 1]
Elem(e) == IF store.elems[e + 1] THEN <<>> ELSE Module.elems[e + 1]
WithTable(t, elements) == [store EXCEPT !.tables[t + 1] = elements]

TableGet ==
    /\ Running
    /\ Instr.op = "table.get"
    /\ Affordable
    /\ IF U(1) >= Len(Table(Instr.a))
       THEN Traps("out of bounds table access")
       ELSE Pushes(1, <<ReadAt(Table(Instr.a), U(1), Ref)>>)

TableSet ==
    /\ Running
    /\ Instr.op = "table.set"
    /\ Affordable
    /\ IF U(2) >= Len(Table(Instr.a))
       THEN Traps("out of bounds table access")
       ELSE Goes(Replacing(2, <<>>), WithTable(Instr.a, Written(Table(Instr.a), U(2), <<C(1)>>)), 0)

TableSize ==
    /\ Running
    /\ Instr.op = "table.size"
    /\ Affordable
    /\ Pushes(0, <<I32(Signed(Len(Table(Instr.a))))>>)

(* Growth succeeds if and only if the new size is within the maximum.      *)
TableGrow ==
    /\ Running
    /\ Instr.op = "table.grow"
    /\ Affordable
    /\ LET old == Len(Table(Instr.a)) IN
       IF old + U(1) > Module.tables[Instr.a + 1].max
       THEN Pushes(2, <<I32(-1)>>)
       ELSE Goes(Replacing(2, <<I32(Signed(old))>>),
                 WithTable(Instr.a, Table(Instr.a) \o Times(U(1), C(2))),
                 Schedule.element * U(1))

(* The next piece of an operation on an area: the first operand is where   *)
(* it writes, the second where from or what, the third how many are left.  *)
Now == Min(U(1), Piece)
Left == U(1) - Now
Forward(moves) ==
    [Top EXCEPT !.stack = Without(@, 3) \o
        <<I32(Signed(U(3) + Now)), IF moves THEN I32(Signed(U(2) + Now)) ELSE Operand(2), I32(Signed(Left))>>]
Backward == [Top EXCEPT !.stack = Append(Front(@), I32(Signed(Left)))]

Piecewise(f, s, price) ==
    IF Left = 0 THEN Goes(Replacing(3, <<>>), s, price * Now)
    ELSE /\ frames' = With([f EXCEPT !.due = <<>>])
         /\ store' = s
         /\ gas' = gas - Cost
         /\ pending' = TRUE
         /\ Did(price * Now)
         /\ UNCHANGED <<program, status, trap, callee, stackBytes, results, checkpoint, invocations>>

TableFill ==
    /\ Running
    /\ Instr.op = "table.fill"
    /\ Affordable
    /\ IF ~pending /\ U(3) + U(1) > Len(Table(Instr.a))
       THEN Traps("out of bounds table access")
       ELSE Piecewise(Forward(FALSE),
                      WithTable(Instr.a, Written(Table(Instr.a), U(3), Times(Now, C(2)))),
                      Schedule.reference)

(* Where areas overlap and the target lies above, from the end on.         *)
TableCopy ==
    /\ Running
    /\ Instr.op = "table.copy"
    /\ Affordable
    /\ LET to == Table(Instr.a)
           from == Table(Instr.b)
           backward == Instr.a = Instr.b /\ U(3) > U(2)
           skip == IF backward THEN Left ELSE 0
       IN IF ~pending /\ (U(3) + U(1) > Len(to) \/ U(2) + U(1) > Len(from))
          THEN Traps("out of bounds table access")
          ELSE Piecewise(IF backward THEN Backward ELSE Forward(TRUE),
                         WithTable(Instr.a, Written(to, U(3) + skip, Part(from, U(2) + skip, Now))),
                         Schedule.reference)

TableInit ==
    /\ Running
    /\ Instr.op = "table.init"
    /\ Affordable
    /\ IF ~pending /\ (U(3) + U(1) > Len(Table(Instr.b)) \/ U(2) + U(1) > Len(Elem(Instr.a)))
       THEN Traps("out of bounds table access")
       ELSE Piecewise(Forward(TRUE),
                      WithTable(Instr.b, Written(Table(Instr.b), U(3), Part(Elem(Instr.a), U(2), Now))),
                      Schedule.reference)

ElemDrop ==
    /\ Running
    /\ Instr.op = "elem.drop"
    /\ Affordable
    /\ Goes(Top, [store EXCEPT !.elems[Instr.a + 1] = TRUE], 0)

----------------------------------------------------------------------------
(* 4.4.7 Memory instructions.                                              *)

Data(d) == IF store.datas[d + 1] THEN <<>> ELSE Module.datas[d + 1]
WithCells(cells) == [store EXCEPT !.cells = cells]

Load ==
    /\ Running
    /\ Instr.op = "i32.load"
    /\ Affordable
    /\ IF U(1) + Instr.a + 1 > Len(store.cells)
       THEN Traps("out of bounds memory access")
       ELSE Pushes(1, <<ReadAt(store.cells, U(1) + Instr.a, I32)>>)

Store ==
    /\ Running
    /\ Instr.op = "i32.store"
    /\ Affordable
    /\ IF U(2) + Instr.a + 1 > Len(store.cells)
       THEN Traps("out of bounds memory access")
       ELSE Goes(Replacing(2, <<>>), WithCells(Written(store.cells, U(2) + Instr.a, <<C(1)>>)), 0)

MemorySize ==
    /\ Running
    /\ Instr.op = "memory.size"
    /\ Affordable
    /\ Pushes(0, <<I32(Signed(store.pages))>>)

MemoryGrow ==
    /\ Running
    /\ Instr.op = "memory.grow"
    /\ Affordable
    /\ IF store.pages + U(1) > Module.memory.max
       THEN Pushes(1, <<I32(-1)>>)
       ELSE Goes(Replacing(1, <<I32(Signed(store.pages))>>),
                 [store EXCEPT !.pages = @ + U(1), !.cells = @ \o Times(U(1) * PageSize, 0)],
                 Schedule.page * U(1))

MemoryFill ==
    /\ Running
    /\ Instr.op = "memory.fill"
    /\ Affordable
    /\ IF ~pending /\ U(3) + U(1) > Len(store.cells)
       THEN Traps("out of bounds memory access")
       ELSE Piecewise(Forward(FALSE), WithCells(Written(store.cells, U(3), Times(Now, C(2)))), Schedule.byte)

MemoryCopy ==
    /\ Running
    /\ Instr.op = "memory.copy"
    /\ Affordable
    /\ LET backward == U(3) > U(2)
           skip == IF backward THEN Left ELSE 0
       IN IF ~pending /\ (U(3) + U(1) > Len(store.cells) \/ U(2) + U(1) > Len(store.cells))
          THEN Traps("out of bounds memory access")
          ELSE Piecewise(IF backward THEN Backward ELSE Forward(TRUE),
                         WithCells(Written(store.cells, U(3) + skip, Part(store.cells, U(2) + skip, Now))),
                         Schedule.byte)

MemoryInit ==
    /\ Running
    /\ Instr.op = "memory.init"
    /\ Affordable
    /\ IF ~pending /\ (U(3) + U(1) > Len(store.cells) \/ U(2) + U(1) > Len(Data(Instr.a)))
       THEN Traps("out of bounds memory access")
       ELSE Piecewise(Forward(TRUE),
                      WithCells(Written(store.cells, U(3), Part(Data(Instr.a), U(2), Now))),
                      Schedule.byte)

DataDrop ==
    /\ Running
    /\ Instr.op = "data.drop"
    /\ Affordable
    /\ Goes(Top, [store EXCEPT !.datas[Instr.a + 1] = TRUE], 0)

----------------------------------------------------------------------------
(* 4.4.8 Control instructions.  block and loop are in Walk.                *)

Nop ==
    /\ Running
    /\ Instr.op = "nop"
    /\ Affordable
    /\ Pushes(0, <<>>)

Unreachable ==
    /\ Running
    /\ Instr.op = "unreachable"
    /\ Affordable
    /\ Traps("unreachable")

(* Where the condition is 0, past the `else`, or to the `end`.             *)
If ==
    /\ Running
    /\ Instr.op = "if"
    /\ Affordable
    /\ LET b == Body(Top.func)
           arm == ArmEnd(b, Top.ip + 1, 0)
           label == [at |-> Top.ip, height |-> Len(Top.stack) - 1 - Len(Type(Instr.a).params)]
           f == [Replacing(1, <<>>) EXCEPT !.labels = Append(@, label)]
       IN Jumps([f EXCEPT !.ip = IF C(1) # 0 THEN @ + 1 ELSE IF b[arm].op = "else" THEN arm + 1 ELSE arm])

(* An `else` that is reached from above ends its block.                    *)
Else ==
    /\ Running
    /\ Instr.op = "else"
    /\ Affordable
    /\ Jumps([Top EXCEPT !.ip = EndOf(Body(Top.func), Last(Top.labels).at)])

(* The operands that the label takes are kept, and what lies between is cut*)
(* away.  The outermost label is the function's.                           *)
Branched(f, l) ==
    LET b == Body(f.func)
        depth == Len(f.labels)
        label == f.labels[depth - l]
        opener == b[label.at]
        isLoop == opener.op = "loop"
        arity == Len(IF isLoop THEN Type(opener.a).params ELSE Type(opener.a).results)
    IN IF l = depth
       THEN [f EXCEPT !.ip = Len(b) + 1, !.labels = <<>>, !.stack = LastOf(@, Len(FuncType(f.func).results))]
       ELSE [f EXCEPT !.ip = IF isLoop THEN label.at + 1 ELSE EndOf(b, label.at) + 1,
                      !.labels = SubSeq(@, 1, IF isLoop THEN depth - l ELSE depth - l - 1),
                      !.stack = SubSeq(@, 1, label.height) \o LastOf(@, arity)]

Br ==
    /\ Running
    /\ Instr.op = "br"
    /\ Affordable
    /\ Jumps(Branched(Top, Instr.a))

BrIf ==
    /\ Running
    /\ Instr.op = "br_if"
    /\ Affordable
    /\ IF C(1) # 0 THEN Jumps(Branched(Replacing(1, <<>>), Instr.a)) ELSE Pushes(1, <<>>)

BrTable ==
    /\ Running
    /\ Instr.op = "br_table"
    /\ Affordable
    /\ Jumps(Branched(Replacing(1, <<>>), Instr.labels[Min(U(1) + 1, Len(Instr.labels))]))

(* The `return` in the text, and the end of a function: 4.4.10.            *)
Return ==
    /\ Running
    /\ Instr.op = "return"
    /\ Affordable
    /\ LET values == LastOf(Top.stack, Len(FuncType(Top.func).results))
           callers == Front(frames)
       IN IF callers = <<>>
          THEN /\ status' = "returned"
               /\ frames' = <<>>
               /\ results' = values
          ELSE /\ frames' = [callers EXCEPT ![Len(callers)].stack = @ \o values]
               /\ UNCHANGED <<status, results>>
    /\ stackBytes' = stackBytes - FrameBytes(Top.func)
    /\ gas' = gas - Cost
    /\ Did(0)
    /\ UNCHANGED <<program, trap, callee, pending, store, checkpoint, invocations>>

(* 4.4.10 Function calls.  f is the caller's activation without the index  *)
(* of an indirect call.                                                    *)
Calls(f, x) ==
    LET arity == Len(FuncType(x).params)
    IN IF IsHost(x)
       THEN /\ status' = "host"
            /\ callee' = x
            /\ frames' = With([Top EXCEPT !.due = <<>>])
            /\ gas' = gas - Cost
            /\ Did(Schedule.host)
            /\ UNCHANGED <<program, trap, stackBytes, pending, results, store, checkpoint, invocations>>
       ELSE IF stackBytes + FrameBytes(x) > StackLimit THEN Traps("call stack exhausted")
       ELSE /\ frames' = Append(
                    With(Walk([f EXCEPT !.ip = @ + 1, !.stack = Without(@, arity)], TRUE)),
                    Entered(x, LastOf(f.stack, arity)))
            /\ stackBytes' = stackBytes + FrameBytes(x)
            /\ gas' = gas - Cost
            /\ Did(0)
            /\ UNCHANGED <<program, status, trap, callee, pending, results, store, checkpoint, invocations>>

Call ==
    /\ Running
    /\ Instr.op = "call"
    /\ Affordable
    /\ Calls(Top, Instr.a)

CallIndirect ==
    /\ Running
    /\ Instr.op = "call_indirect"
    /\ Affordable
    /\ IF U(1) >= Len(Table(Instr.b)) THEN Traps("undefined element")
       ELSE IF Indirect = Null THEN Traps("uninitialized element")
       ELSE IF ~Callable(Indirect) THEN Traps("indirect call type mismatch")
       ELSE Calls(Replacing(1, <<>>), Indirect)

----------------------------------------------------------------------------
(* Gas and the host.                                                       *)

(* What can be paid of several blocks is paid; nothing else happens.       *)
RECURSIVE Afforded(_, _)
Afforded(due, g) ==
    IF due = <<>> THEN [due |-> due, gas |-> g]
    ELSE IF Head(due) > g THEN [due |-> due, gas |-> g]
    ELSE Afforded(Tail(due), g - Head(due))

OutOfGas ==
    /\ Running
    /\ ~Affordable
    /\ status' = "out of gas"
    /\ frames' = With([Top EXCEPT !.due = Afforded(@, gas).due])
    /\ gas' = Afforded(Top.due, gas).gas
    /\ UNCHANGED <<program, trap, callee, stackBytes, pending, results, store, checkpoint>>
    /\ UNCHANGED world

(* The host answers w and asks c for it.                                   *)
HostReturn(w, c) ==
    /\ status = "host"
    /\ callee' = None
    /\ IF c > gas
       THEN /\ status' = "out of gas"
            /\ UNCHANGED <<frames, gas>>
       ELSE LET arity == Len(FuncType(callee).params) + IF Instr.op = "call_indirect" THEN 1 ELSE 0
                f == Replacing(arity, <<I32(w)>>)
            IN /\ status' = "running"
               /\ frames' = With(Walk([f EXCEPT !.ip = @ + 1], TRUE))
               /\ gas' = gas - c
    /\ UNCHANGED <<program, trap, stackBytes, pending, results, store, checkpoint>>
    /\ UNCHANGED world

(* The guest has asked its host to end it: any code but 0 rolls back, and  *)
(* what was used is paid.                                                  *)
HostExit(n) ==
    /\ status = "host"
    /\ status' = "exited"
    /\ frames' = <<>>
    /\ callee' = None
    /\ stackBytes' = 0
    /\ store' = IF n = 0 THEN store ELSE checkpoint.store
    /\ UNCHANGED <<program, trap, gas, pending, results, checkpoint>>
    /\ UNCHANGED world

(* An invocation with so much gas.  Its activation counts for the stack.   *)
Invoke(args, g) ==
    /\ status \in Ended
    /\ IF FrameBytes(Main) > StackLimit
       THEN status' = "trapped" /\ trap' = "call stack exhausted"
       ELSE status' = "running" /\ trap' = "none"
    /\ frames' = <<Entered(Main, args)>>
    /\ stackBytes' = FrameBytes(Main)
    /\ gas' = g
    /\ results' = <<>>
    /\ checkpoint' = [store |-> store, gas |-> g]
    /\ invocations' = invocations + 1
    /\ work' = 0
    /\ UNCHANGED <<program, callee, pending, store>>

(* What has returned is committed; what has trapped or run out of gas pays *)
(* its limit and leaves no trace.                                          *)
Settle ==
    /\ status \in {"returned", "trapped", "out of gas"}
    /\ frames' = <<>>
    /\ stackBytes' = 0
    /\ pending' = FALSE
    /\ IF status = "returned"
       THEN status' = "committed" /\ UNCHANGED <<store, gas>>
       ELSE status' = "rolled back" /\ store' = checkpoint.store /\ gas' = 0
    /\ UNCHANGED <<program, trap, callee, results, checkpoint>>
    /\ UNCHANGED world

----------------------------------------------------------------------------
(* The effects: a call of the host is one, and everything else is state.   *)

HostCalls(x, args) == <<[type |-> "HostCall", func |-> x, args |-> args]>>
Arity(x) == Len(FuncType(x).params)

ConstEffects == <<>>
UnopEffects == <<>>
BinopEffects == <<>>
TestopEffects == <<>>
RelopEffects == <<>>
RefNullEffects == <<>>
RefIsNullEffects == <<>>
RefFuncEffects == <<>>
DropEffects == <<>>
SelectEffects == <<>>
LocalGetEffects == <<>>
LocalSetEffects == <<>>
LocalTeeEffects == <<>>
GlobalGetEffects == <<>>
GlobalSetEffects == <<>>
TableGetEffects == <<>>
TableSetEffects == <<>>
TableSizeEffects == <<>>
TableGrowEffects == <<>>
TableFillEffects == <<>>
TableCopyEffects == <<>>
TableInitEffects == <<>>
ElemDropEffects == <<>>
LoadEffects == <<>>
StoreEffects == <<>>
MemorySizeEffects == <<>>
MemoryGrowEffects == <<>>
MemoryFillEffects == <<>>
MemoryCopyEffects == <<>>
MemoryInitEffects == <<>>
DataDropEffects == <<>>
NopEffects == <<>>
UnreachableEffects == <<>>
IfEffects == <<>>
ElseEffects == <<>>
BrEffects == <<>>
BrIfEffects == <<>>
BrTableEffects == <<>>
ReturnEffects == <<>>
CallEffects == IF IsHost(Instr.a) THEN HostCalls(Instr.a, LastOf(Top.stack, Arity(Instr.a))) ELSE <<>>
CallIndirectEffects ==
    IF Callable(Indirect) /\ IsHost(Indirect)
    THEN HostCalls(Indirect, LastOf(Front(Top.stack), Arity(Indirect)))
    ELSE <<>>
OutOfGasEffects == <<>>
HostReturnEffects(w, c) == <<>>
HostExitEffects(n) == <<>>
InvokeEffects(args, g) == <<>>
SettleEffects == <<>>

----------------------------------------------------------------------------
(* The environment.                                                        *)

MayInvoke == invocations < Invocations

(* Nothing more is asked of the program.                                   *)
Done ==
    /\ status \in Ended
    /\ ~MayInvoke
    /\ UNCHANGED vars

MachineNext ==
    \/ Const
    \/ Unop
    \/ Binop
    \/ Testop
    \/ Relop
    \/ RefNull
    \/ RefIsNull
    \/ RefFunc
    \/ Drop
    \/ Select
    \/ LocalGet
    \/ LocalSet
    \/ LocalTee
    \/ GlobalGet
    \/ GlobalSet
    \/ TableGet
    \/ TableSet
    \/ TableSize
    \/ TableGrow
    \/ TableFill
    \/ TableCopy
    \/ TableInit
    \/ ElemDrop
    \/ Load
    \/ Store
    \/ MemorySize
    \/ MemoryGrow
    \/ MemoryFill
    \/ MemoryCopy
    \/ MemoryInit
    \/ DataDrop
    \/ Nop
    \/ Unreachable
    \/ If
    \/ Else
    \/ Br
    \/ BrIf
    \/ BrTable
    \/ Return
    \/ Call
    \/ CallIndirect
    \/ OutOfGas
    \/ \E w \in HostAnswers, c \in HostCosts : HostReturn(w, c)
    \/ \E n \in HostCodes : HostExit(n)
    \/ \E args \in Arguments, g \in Gas : MayInvoke /\ Invoke(args, g)
    \/ Settle

EnvNext == Done

Next == MachineNext \/ EnvNext

Spec == Init /\ [][Next]_vars

----------------------------------------------------------------------------
(* What must always hold.                                                  *)

TypeOK ==
    /\ status \in {"running", "host", "returned", "trapped", "out of gas"} \cup Ended
    /\ trap \in TrapNames
    /\ callee \in None..(Hosts - 1)
    /\ (status = "host") = (callee # None)
    /\ gas \in 0..checkpoint.gas
    /\ stackBytes \in 0..StackLimit
    /\ pending \in BOOLEAN
    /\ invocations \in 0..Invocations
    /\ frames # <<>> => status \notin Ended \cup {"returned"}

(* What validation says of a place is so whenever it is reached.           *)
TypesOf(values) == [k \in DOMAIN values |-> values[k][1]]
Expected(k) ==
    LET f == frames[k]
        before == Typing(f.func).before[f.ip]
    IN IF k = Len(frames) THEN before
       ELSE Without(before, Len(FuncType(frames[k + 1].func).results))
IsRef(c) == c \in Null..(FuncCount - 1)
IsValue(v) == IF v[1] = "i32" THEN v[2] \in Word ELSE v[1] = "funcref" /\ IsRef(v[2])

TypesPreserved ==
    /\ \A k \in DOMAIN frames :
        /\ TypesOf(frames[k].stack) = Expected(k)
        /\ TypesOf(frames[k].locals) = LocalTypes(frames[k].func)
        /\ \A v \in Range(frames[k].stack) \cup Range(frames[k].locals) : IsValue(v)
    /\ status \in {"returned", "committed"} => TypesOf(results) = FuncType(Main).results
    /\ \A v \in Range(results) : IsValue(v)

(* Where the blocks open that are around the instruction p, from q on.     *)
RECURSIVE Around(_, _, _, _)
Around(b, p, q, open) ==
    IF q = p THEN open
    ELSE Around(b, p, q + 1,
                IF b[q].op \in Opens THEN Append(open, q) ELSE IF b[q].op = "end" THEN Front(open) ELSE open)

(* The labels are those of the blocks around the instruction, and no       *)
(* activation holds more than was counted when it was called.              *)
RECURSIVE BytesOf(_)
BytesOf(all) == IF all = <<>> THEN 0 ELSE FrameBytes(Head(all).func) + BytesOf(Tail(all))

StackDiscipline ==
    /\ stackBytes = BytesOf(frames)
    /\ Len(frames) * ActivationBytes <= StackLimit
    /\ \A k \in DOMAIN frames :
        LET f == frames[k] IN
        /\ Len(f.stack) <= Typing(f.func).top
        /\ [l \in DOMAIN f.labels |-> f.labels[l].at] = Around(Body(f.func), f.ip, 1, <<>>)
        /\ \A l \in DOMAIN f.labels :
            /\ f.labels[l].height <= Len(f.stack)
            /\ l > 1 => f.labels[l - 1].height <= f.labels[l].height

(* Nothing was read where nothing is, and nothing was written there.       *)
InBounds ==
    /\ store.pages <= Module.memory.max
    /\ Len(store.cells) = store.pages * PageSize
    /\ \A c \in Range(store.cells) : c \in Word
    /\ \A t \in DOMAIN store.tables :
        /\ Len(store.tables[t]) <= Module.tables[t].max
        /\ \A c \in Range(store.tables[t]) : IsRef(c)
    /\ \A c \in Range(store.globals) : c \in Word

(* Everything that was done has been paid for: instructions, units of      *)
(* growth and of areas, calls of the host.                                 *)
Metered == work <= checkpoint.gas - gas

RolledBack == status = "rolled back" => store = checkpoint.store /\ gas = 0

Rules ==
    <<ENABLED Const, ENABLED Unop, ENABLED Binop, ENABLED Testop, ENABLED Relop,
      ENABLED RefNull, ENABLED RefIsNull, ENABLED RefFunc, ENABLED Drop, ENABLED Select,
      ENABLED LocalGet, ENABLED LocalSet, ENABLED LocalTee, ENABLED GlobalGet, ENABLED GlobalSet,
      ENABLED TableGet, ENABLED TableSet, ENABLED TableSize, ENABLED TableGrow, ENABLED TableFill,
      ENABLED TableCopy, ENABLED TableInit, ENABLED ElemDrop, ENABLED Load, ENABLED Store,
      ENABLED MemorySize, ENABLED MemoryGrow, ENABLED MemoryFill, ENABLED MemoryCopy, ENABLED MemoryInit,
      ENABLED DataDrop, ENABLED Nop, ENABLED Unreachable, ENABLED If, ENABLED Else,
      ENABLED Br, ENABLED BrIf, ENABLED BrTable, ENABLED Return, ENABLED Call,
      ENABLED CallIndirect, ENABLED OutOfGas>>

(* A valid configuration that runs goes on, in one way.                    *)
ExactlyOneRule == Running => Cardinality({r \in DOMAIN Rules : Rules[r]}) = 1

GasNeverRises == [][status \notin Ended => gas' <= gas]_vars

----------------------------------------------------------------------------
(* What must be reachable, lest the invariants be vacuous.                 *)

HitsUnreachable == trap = "unreachable"
DividesByZero == trap = "integer divide by zero"
Overflows == trap = "integer overflow"
LeavesMemory == trap = "out of bounds memory access"
LeavesTable == trap = "out of bounds table access"
CallsUndefined == trap = "undefined element"
CallsNull == trap = "uninitialized element"
CallsOtherType == trap = "indirect call type mismatch"
ExhaustsStack == trap = "call stack exhausted"
RunsOutOfGas == status = "out of gas"
GrowsMemory == store.pages > InitialStore.pages
UnderWay == pending
DeepInBlocks == frames # <<>> /\ Len(Top.labels) > 1
OwesTwoBlocks == frames # <<>> /\ Len(Top.due) > 1
UndoesWork == status = "rolled back" /\ work > 1
CommitsTwice == status = "committed" /\ store # checkpoint.store /\ checkpoint.store # InitialStore
=============================================================================
