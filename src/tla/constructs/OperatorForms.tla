--------------------------- MODULE OperatorForms ---------------------------
\* Operators of every fixity, RECURSIVE, LAMBDA, operators as arguments and as constants, labels, and symbols of Unicode.
EXTENDS Naturals, Sequences, FiniteSets
CONSTANTS Twice(_), Most
VARIABLES n, seen
a ++ b == a * 2 + b
a %% b == (a + b) % Most
-. a == Most - a
a ^+ == {a} \cup {a + 1}
RECURSIVE Sum(_)
Sum(s) == IF s = {} THEN 0 ELSE LET x == CHOOSE x \in s : TRUE IN x + Sum(s \ {x})
fact[i \in 0..4] == IF i = 0 THEN 1 ELSE i * fact[i - 1]
Apply(F(_, _), s) == {F(x, y) : x, y \in s}
Fold(F(_), k) == LET RECURSIVE Times(_, _)
                     Times(i, v) == IF i = 0 THEN v ELSE Times(i - 1, F(v))
                 IN Times(k, 1)
Double(i) == i + i
Init ≜ n = 0 ∧ seen = {}
Next ≜ ∨ ∃ i ∈ n^+ : n' = (i %% 2) ∧ seen' = seen
       ∨ step :: (n' = Twice(n) % Most ∧ seen' = Apply(LAMBDA x, y : (x ++ y) % 3, seen ∪ {n % 2}))
       ∨ n > 2 ∧ n' = (-n) ∧ UNCHANGED seen
Typed ≜ n ∈ 0..Most ∧ seen ⊆ 0..2 ∧ Cardinality(seen) ≤ 3
Values ≜ ∧ Sum({1, 2, 4}) = 7 ∧ fact[4] = 24
         ∧ Apply(+, {1, 2}) = {2, 3, 4}
         ∧ Fold(Double, 5) = 32
         ∧ ∀ i ∈ seen : i ≠ 5 ⇒ ¬(i = 5)
         ∧ ⟨1, 2⟩ ∘ ⟨3⟩ = <<1, 2, 3>>
============================================================================
