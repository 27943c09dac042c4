---------------------------- MODULE NvmNumerics ----------------------------
(***************************************************************************)
(* Integers of a few bits: section 4.3.2 of the WebAssembly specification, *)
(* for any width.  A word is read as signed; Unsigned gives what it is     *)
(* modulo 2^Bits.  Operators have the names of the instructions.           *)
(***************************************************************************)
EXTENDS Integers, Sequences

CONSTANT Bits  \* of a word

Modulus == 2^Bits
Least == -(2^(Bits - 1))
Word == Least..(-Least - 1)

Unsigned(x) == x % Modulus
Signed(n) == LET m == n % Modulus IN IF m < -Least THEN m ELSE m - Modulus

Abs(x) == IF x < 0 THEN -x ELSE x
Min(a, b) == IF a < b THEN a ELSE b
Max(a, b) == IF a > b THEN a ELSE b

(* Towards zero; \div rounds down.                                         *)
Truncated(x, y) ==
    IF (x < 0) = (y < 0) THEN Abs(x) \div Abs(y) ELSE -(Abs(x) \div Abs(y))

----------------------------------------------------------------------------
(* Bits of natural numbers.                                                *)

RECURSIVE CommonBits(_, _)
CommonBits(m, n) ==
    IF m = 0 \/ n = 0 THEN 0
    ELSE (m % 2) * (n % 2) + 2 * CommonBits(m \div 2, n \div 2)

RECURSIVE OneBits(_)
OneBits(n) == IF n = 0 THEN 0 ELSE (n % 2) + OneBits(n \div 2)

(* How often n can be halved, if it is not 0, and until it is 0.           *)
RECURSIVE TrailingZeros(_)
TrailingZeros(n) == IF n % 2 = 1 THEN 0 ELSE 1 + TrailingZeros(n \div 2)
RECURSIVE Length(_)
Length(n) == IF n = 0 THEN 0 ELSE 1 + Length(n \div 2)

(* By k bits, of which those that leave at the top come in at the bottom.  *)
Rotated(n, k) == ((n * 2^k) % Modulus) + ((n * 2^k) \div Modulus)

----------------------------------------------------------------------------
UnopNames == {"i32.clz", "i32.ctz", "i32.popcnt"}

Unary(op, x) ==
    LET n == Unsigned(x) IN
    Signed(CASE op = "i32.clz" -> Bits - Length(n)
             [] op = "i32.ctz" -> IF n = 0 THEN Bits ELSE TrailingZeros(n)
             [] op = "i32.popcnt" -> OneBits(n))

DivisionNames == {"i32.div_s", "i32.div_u", "i32.rem_s", "i32.rem_u"}
BinopNames ==
    DivisionNames \cup
    {"i32.add", "i32.sub", "i32.mul", "i32.and", "i32.or", "i32.xor",
     "i32.shl", "i32.shr_s", "i32.shr_u", "i32.rotl", "i32.rotr"}

(* Why there is no result, or "none".                                      *)
BinaryTrap(op, x, y) ==
    IF op \in DivisionNames /\ y = 0 THEN "integer divide by zero"
    ELSE IF op = "i32.div_s" /\ x = Least /\ y = -1 THEN "integer overflow"
    ELSE "none"

Binary(op, x, y) ==
    LET m == Unsigned(x)
        n == Unsigned(y)
        k == Unsigned(y) % Bits
    IN Signed(
        CASE op = "i32.add" -> m + n
          [] op = "i32.sub" -> m - n
          [] op = "i32.mul" -> m * n
          [] op = "i32.div_u" -> m \div n
          [] op = "i32.div_s" -> Truncated(x, y)
          [] op = "i32.rem_u" -> m % n
          [] op = "i32.rem_s" -> x - y * Truncated(x, y)
          [] op = "i32.and" -> CommonBits(m, n)
          [] op = "i32.or" -> m + n - CommonBits(m, n)
          [] op = "i32.xor" -> m + n - 2 * CommonBits(m, n)
          [] op = "i32.shl" -> m * 2^k
          [] op = "i32.shr_u" -> m \div 2^k
          [] op = "i32.shr_s" -> x \div 2^k
          [] op = "i32.rotl" -> Rotated(m, k)
          [] op = "i32.rotr" -> Rotated(m, Bits - k))

TestopNames == {"i32.eqz"}

RelopNames ==
    {"i32.eq", "i32.ne", "i32.lt_s", "i32.lt_u", "i32.gt_s", "i32.gt_u",
     "i32.le_s", "i32.le_u", "i32.ge_s", "i32.ge_u"}

Related(op, x, y) ==
    LET m == Unsigned(x)
        n == Unsigned(y)
    IN CASE op = "i32.eq" -> x = y
         [] op = "i32.ne" -> x # y
         [] op = "i32.lt_u" -> m < n
         [] op = "i32.lt_s" -> x < y
         [] op = "i32.gt_u" -> m > n
         [] op = "i32.gt_s" -> x > y
         [] op = "i32.le_u" -> m <= n
         [] op = "i32.le_s" -> x <= y
         [] op = "i32.ge_u" -> m >= n
         [] op = "i32.ge_s" -> x >= y

Truth(b) == IF b THEN 1 ELSE 0
=============================================================================
