----------------------------- MODULE NvmBroken -----------------------------
(***************************************************************************)
(* BROKEN: rules of the NVM that are wrong in one place each.  A cfg puts  *)
(* one of these definitions in the place of that of Nvm; what it says must *)
(* be violated.                                                            *)
(***************************************************************************)
EXTENDS Nvm

----------------------------------------------------------------------------
(* Gas.                                                                    *)

(* BlockCost: costs of blocks in two bits.                                 *)
RECURSIVE WholeCost(_, _)
WholeCost(b, p) ==
    IF p > Len(b) THEN 0
    ELSE IF b[p].op \in {"loop", "end"} THEN 0
    ELSE IF b[p].op \in EndsBlock THEN Weight(b[p].op)
    ELSE Weight(b[p].op) + WholeCost(b, p + 1)
WrappedCost(b, p) == WholeCost(b, p) % 4

(* Jumps: a block that is entered by a branch backwards costs nothing.     *)
FreeLoop(f) ==
    /\ frames' = With(Walk(f, f.ip > Top.ip))
    /\ gas' = gas - Cost
    /\ Did(0)
    /\ UNCHANGED <<program, status, trap, callee, stackBytes, pending, results, store, checkpoint, invocations>>

(* Invoke: what is invoked from outside, as a start function is, enters    *)
(* its first block for nothing.                                            *)
FreeStart(args, g) ==
    /\ status \in Ended
    /\ status' = "running"
    /\ trap' = "none"
    /\ frames' = <<[Entered(Main, args) EXCEPT !.due = <<>>]>>
    /\ stackBytes' = FrameBytes(Main)
    /\ gas' = g
    /\ results' = <<>>
    /\ checkpoint' = [store |-> store, gas |-> g]
    /\ invocations' = invocations + 1
    /\ work' = 0
    /\ UNCHANGED <<program, callee, pending, store>>

(* Traps: the stack limit, and whatever else traps, strikes before gas.    *)
UnpaidTrap(reason) ==
    /\ status' = "trapped"
    /\ trap' = reason
    /\ frames' = With([Top EXCEPT !.due = <<>>])
    /\ Did(0)
    /\ UNCHANGED <<program, callee, stackBytes, gas, pending, results, store, checkpoint, invocations>>

(* DynamicCost: an operation on an area is paid with its last piece.       *)
LateCost ==
    CASE Instr.op \in {"memory.fill", "memory.copy", "memory.init"} -> IF Left = 0 THEN Schedule.byte ELSE 0
      [] Instr.op \in {"table.fill", "table.copy", "table.init"} -> IF Left = 0 THEN Schedule.reference ELSE 0
      [] Instr.op = "memory.grow" -> Schedule.page * U(1)
      [] OTHER -> 0

(* HostReturn: the host gives gas back.                                    *)
Refund(w, c) ==
    /\ status = "host"
    /\ status' = "running"
    /\ callee' = None
    /\ LET f == Replacing(Len(FuncType(callee).params) + IF Instr.op = "call_indirect" THEN 1 ELSE 0, <<I32(w)>>)
       IN frames' = With(Walk([f EXCEPT !.ip = @ + 1], TRUE))
    /\ gas' = gas + 1
    /\ UNCHANGED <<program, trap, stackBytes, pending, results, store, checkpoint>>
    /\ UNCHANGED world

----------------------------------------------------------------------------
(* The stack.                                                              *)

(* FrameBytes: an activation without locals and operands takes nothing.    *)
NoActivation(x) == SlotBytes * (Len(LocalTypes(x)) + Typing(x).top)

(* CallIndirect: the index stays on the stack.                             *)
KeptIndex ==
    /\ Running
    /\ Instr.op = "call_indirect"
    /\ Affordable
    /\ IF ~Callable(Indirect) THEN Traps("undefined element")
       ELSE Calls([Top EXCEPT !.stack = <<Last(@)>> \o Front(@)], Indirect)

(* Branched: what lies under the operands of the label stays.              *)
NoCut(f, l) ==
    LET b == Body(f.func)
        depth == Len(f.labels)
        label == f.labels[depth - l]
        isLoop == b[label.at].op = "loop"
    IN IF l = depth
       THEN [f EXCEPT !.ip = Len(b) + 1, !.labels = <<>>, !.stack = LastOf(@, Len(FuncType(f.func).results))]
       ELSE [f EXCEPT !.ip = IF isLoop THEN label.at + 1 ELSE EndOf(b, label.at) + 1,
                      !.labels = SubSeq(@, 1, IF isLoop THEN depth - l ELSE depth - l - 1)]

(* Branched: a branch out of a block leaves its label.                     *)
LabelStays(f, l) ==
    LET b == Body(f.func)
        depth == Len(f.labels)
        label == f.labels[depth - l]
        opener == b[label.at]
        isLoop == opener.op = "loop"
        arity == Len(IF isLoop THEN Type(opener.a).params ELSE Type(opener.a).results)
    IN IF l = depth
       THEN [f EXCEPT !.ip = Len(b) + 1, !.stack = LastOf(@, Len(FuncType(f.func).results))]
       ELSE [f EXCEPT !.ip = IF isLoop THEN label.at + 1 ELSE EndOf(b, label.at) + 1,
                      !.labels = SubSeq(@, 1, depth - l),
                      !.stack = SubSeq(@, 1, label.height) \o LastOf(@, arity)]

(* Zero: declared locals of every type are numbers.                        *)
NumberZero(t) == I32(0)

----------------------------------------------------------------------------
(* Bounds.                                                                 *)

(* Load and Store: one word behind the end is let through.                 *)
LoadBehind ==
    /\ Running
    /\ Instr.op = "i32.load"
    /\ Affordable
    /\ IF U(1) + Instr.a > Len(store.cells)
       THEN Traps("out of bounds memory access")
       ELSE Pushes(1, <<ReadAt(store.cells, U(1) + Instr.a, I32)>>)

StoreBehind ==
    /\ Running
    /\ Instr.op = "i32.store"
    /\ Affordable
    /\ IF U(2) + Instr.a > Len(store.cells)
       THEN Traps("out of bounds memory access")
       ELSE Goes(Replacing(2, <<>>), WithCells(Written(store.cells, U(2) + Instr.a, <<C(1)>>)), 0)

(* MemoryFill: bounds are not asked.                                       *)
FillAnywhere ==
    /\ Running
    /\ Instr.op = "memory.fill"
    /\ Affordable
    /\ Piecewise(Forward(FALSE), WithCells(Written(store.cells, U(3), Times(Now, C(2)))), Schedule.byte)

(* TableGrow: there is no maximum.                                         *)
GrowAnyhow ==
    /\ Running
    /\ Instr.op = "table.grow"
    /\ Affordable
    /\ LET old == Len(Table(Instr.a)) IN
       Goes(Replacing(2, <<I32(Signed(old))>>),
            WithTable(Instr.a, Table(Instr.a) \o Times(U(1), C(2))),
            Schedule.element * U(1))

----------------------------------------------------------------------------
(* Ends.                                                                   *)

(* Settle: what an invocation did stays, also where it trapped.            *)
NoRollback ==
    /\ status \in {"returned", "trapped", "out of gas"}
    /\ frames' = <<>>
    /\ stackBytes' = 0
    /\ pending' = FALSE
    /\ IF status = "returned" THEN status' = "committed" /\ gas' = gas ELSE status' = "rolled back" /\ gas' = 0
    /\ UNCHANGED <<program, trap, callee, results, store, checkpoint>>
    /\ UNCHANGED world

(* Settle: a trap pays what was used until then.                           *)
PaysUsed ==
    /\ status \in {"returned", "trapped", "out of gas"}
    /\ frames' = <<>>
    /\ stackBytes' = 0
    /\ pending' = FALSE
    /\ IF status = "returned"
       THEN status' = "committed" /\ store' = store
       ELSE status' = "rolled back" /\ store' = checkpoint.store
    /\ UNCHANGED <<program, trap, callee, gas, results, checkpoint>>
    /\ UNCHANGED world

----------------------------------------------------------------------------
(* Rules.                                                                  *)

(* Drop: there is a second rule for an instruction.                        *)
SecondRule ==
    /\ Running
    /\ Instr.op \in {"drop", "i32.clz"}
    /\ Affordable
    /\ Pushes(1, <<>>)

(* GlobalSet: there is none for an instruction.                            *)
NoRule ==
    /\ Running
    /\ Instr.op = ""
    /\ Affordable
    /\ Pushes(1, <<>>)
=============================================================================
