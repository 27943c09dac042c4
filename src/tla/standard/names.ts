/**
 * The operators of the standard modules that ship with TLC, of the CommunityModules and of the libraries of TLAPS and Apalache, with arities and levels. Their
 * definitions are not parsed: the compiler has an implementation of each that it supports.
 */

import { Level } from "../ast.ts";

/** The arity of an operator's parameter: 0 for a value, n for an operator of n arguments. */
export interface StandardOperator {
  readonly name: string;
  readonly params: readonly number[];
  /** The level of an application to constants. */
  readonly level: Level;
}

export interface StandardModule {
  readonly name: string;
  readonly extends: readonly string[];
  readonly operators: ReadonlyMap<string, StandardOperator>;
  /** The tool's own meaning always wins over a file of the same name, as TLC's Java classes do. */
  readonly overridesFiles: boolean;
}

/**
 * One operator is `Name`, or `Name/` followed by one digit per parameter: `SortSeq/02` takes a value and an operator of two
 * arguments.
 */
function standardModule(
  name: string,
  extended: string,
  operators: string,
  overridesFiles: boolean,
): readonly [string, StandardModule] {
  const byName = new Map<string, StandardOperator>();
  for (const entry of operators.split(" ").filter((text) => text !== "")) {
    const [, operator, params] = /^(.+?)(?:\/([0-9]+))?$/.exec(entry) as unknown as [string, string, string?];
    byName.set(operator, { name: operator, params: [...(params ?? "")].map(Number), level: Level.constant });
  }
  return [name, { name, extends: extended.split(" ").filter((text) => text !== ""), operators: byName, overridesFiles }];
}

const shipped = (name: string, extended: string, operators: string) => standardModule(name, extended, operators, true);
const community = (name: string, extended: string, operators: string) => standardModule(name, extended, operators, false);

export const standardModules: ReadonlyMap<string, StandardModule> = new Map([
  shipped("Naturals", "", "Nat +/00 -/00 */00 ^/00 </00 >/00 \\leq/00 \\geq/00 %/00 \\div/00 ../00"),
  shipped("Integers", "Naturals", "Int -./0"),
  shipped("Reals", "Integers", "Real //00 Infinity"),
  shipped("Sequences", "", "Seq/0 Len/0 \\o/00 Append/00 Head/0 Tail/0 SubSeq/000 SelectSeq/01"),
  shipped("FiniteSets", "", "IsFiniteSet/0 Cardinality/0"),
  shipped(
    "Bags",
    "TLC",
    "IsABag/0 BagToSet/0 SetToBag/0 BagIn/00 EmptyBag \\oplus/00 \\ominus/00 BagUnion/0 \\sqsubseteq/00 SubBag/0 BagOfAll/10 " +
      "BagCardinality/0 CopiesIn/00",
  ),
  shipped(
    "TLC",
    "",
    "Print/00 PrintT/0 Assert/00 JavaTime TLCGet/0 TLCSet/00 :>/00 @@/00 Permutations/0 SortSeq/02 RandomElement/0 Any ToString/0 TLCEval/0",
  ),
  shipped(
    "TLCExt",
    "",
    "AssertEq/00 AssertError/00 TLCGetOrDefault/00 TLCGetAndSet/0200 Trace CounterExample ToTrace/0 TLCModelValue/0 TLCDefer/0 " +
      "TLCNoOp/0 PickSuccessor/0 TLCCache/00 TLCFP/0 TLCEvalDefinition/0",
  ),
  shipped("Randomization", "", "RandomSubset/00 RandomSetOfSubsets/000 TestRandomSetOfSubsets/000"),
  shipped(
    "Json",
    "",
    "ToJson/0 ToJsonArray/0 ToJsonObject/0 JsonSerialize/00 JsonDeserialize/0 ndJsonSerialize/00 ndJsonDeserialize/0",
  ),
  shipped("Toolbox", "", "_TETrace _TEPosition"),
  community(
    "SequencesExt",
    "Sequences Naturals FiniteSets FiniteSetsExt Folds Functions Bags TLC",
    "ToSet/0 ToBag/0 SetToSeq/0 SetToSeqs/0 SetToSortSeq/02 SetToAllKPermutations/0 TupleOf/00 SeqOf/00 BoundedSeq/00 Contains/00 IsSorted/02 " +
      "Reverse/0 Remove/00 ReplaceAll/000 SelectInSeq/01 SelectInSubSeq/0001 SelectLastInSeq/01 SelectLastInSubSeq/0001 InsertAt/000 " +
      "ReplaceAt/000 RemoveAt/00 RemoveFirst/00 RemoveFirstMatch/01 Cons/00 Snoc/00 Front/0 Last/0 IsPrefix/00 IsStrictPrefix/00 " +
      "IsSuffix/00 IsStrictSuffix/00 Prefixes/0 CommonPrefixes/0 LongestCommonPrefix/0 Suffixes/0 SeqMod/00 FoldSeq/200 FoldLeft/200 " +
      "FoldRight/200 FoldLeftDomain/200 FoldRightDomain/200 FlattenSeq/0 Zip/00 Interleave/00 SubSeqs/0 AllSubSeqs/0 IndexFirstSubSeq/00 " +
      "ReplaceSubSeqAt/0000 ReplaceFirstSubSeq/000 ReplaceAllSubSeqs/000",
  ),
  community(
    "FiniteSetsExt",
    "Integers FiniteSets Folds Functions",
    "FoldSet/200 SumSet/0 ProductSet/0 ReduceSet/200 MapThenSumSet/10 FlattenSet/0 SymDiff/00 Quantify/01 kSubset/00 Max/0 Min/0 Choices/0 " +
      "ChooseUnique/01",
  ),
  community(
    "Functions",
    "Integers Folds",
    "Restrict/00 RestrictDomain/01 RestrictValues/01 IsRestriction/00 Range/0 Pointwise/002 Inverse/000 AntiFunction/0 IsInjective/0 " +
      "Injection/00 Surjection/00 Bijection/00 ExistsInjection/00 ExistsSurjection/00 ExistsBijection/00 FoldFunctionOnSet/2000 " +
      "FoldFunction/200 SumFunctionOnSet/00 SumFunction/0",
  ),
  community("Folds", "", "MapThenFoldSet/20110"),
  community("BagsExt", "", "BagAdd/00 BagRemove/00 BagRemoveAll/00 FoldBag/200 SumBag/0 ProductBag/0"),
  community(
    "Relation",
    "Naturals FiniteSets",
    "IsReflexive/00 IsReflexiveUnder/20 IsIrreflexive/00 IsIrreflexiveUnder/20 IsSymmetric/00 IsSymmetricUnder/20 IsAntiSymmetric/00 " +
      "IsAntiSymmetricUnder/20 IsAsymmetric/00 IsAsymmetricUnder/20 IsTransitive/00 IsTransitiveUnder/20 IsStrictlyPartiallyOrdered/00 " +
      "IsStrictlyPartiallyOrderedUnder/20 IsPartiallyOrdered/00 IsPartiallyOrderedUnder/20 IsStrictlyTotallyOrdered/00 " +
      "IsStrictlyTotallyOrderedUnder/20 IsTotallyOrdered/00 IsTotallyOrderedUnder/20 TransitiveClosure/00 ReflexiveTransitiveClosure/00 " +
      "IsConnected/00",
  ),
  community(
    "Graphs",
    "Naturals Sequences FiniteSets SequencesExt Relation",
    "IsDirectedGraph/0 DirectedSubgraph/0 Transpose/0 IsUndirectedGraph/0 UndirectedSubgraph/0 Path/0 SimplePath/0 AreConnectedIn/000 " +
      "IsStronglyConnected/0 ConnectionsIn/0 IsTreeWithRoot/00 GraphUnion/00 IsBipartiteWithPartitions/000 HasCycle/0 IsDag/0 " +
      "Successors/00 AllSuccessors/00 Predecessors/00 AllPredecessors/00 Ancestors/00 Descendants/00 InDegree/00 OutDegree/00 Roots/0 " +
      "Leaves/0 EmptyGraph Graphs/0",
  ),
  community(
    "UndirectedGraphs",
    "",
    "IsUndirectedGraph/0 IsLoopFreeUndirectedGraph/0 UndirectedSubgraph/0 Path/0 SimplePath/0 AreConnectedIn/000 ConnectedComponents/0 " +
      "IsStronglyConnected/0 UndirectedGraphs/0",
  ),
  community("Combinatorics", "Naturals", "factorial choose/00"),
  community("Bitwise", "", "&/00 |/00 ^^/00 Not/0 shiftR/00"),
  community("DyadicRationals", "", "IsDyadicRational/0 Zero One Add/00 Half/0 PrettyPrint/0"),
  community("VectorClocks", "Naturals Sequences Functions", "IsCausalOrder/01 CausalOrder/0111"),
  community("Statistics", "Naturals", "ChiSquare/000"),
  community("GraphViz", "", "DotDiGraph/011"),
  community("ShiViz", "", "Host Clock"),
  community(
    "IOUtils",
    "",
    "IOSerialize/000 IODeserialize/00 Serialize/000 Deserialize/00 IOExec/0 IOEnvExec/00 IOExecTemplate/00 IOEnvExecTemplate/000 IOEnv " +
      "atoi/0 zeroPadN/00",
  ),
  community(
    "SVG",
    "",
    "SVGElem/0000 Line/00000 Circle/0000 Rect/00000 Text/0000 Image/000000 Group/00 Svg/00 SVGDoc/000000 SVGElemToString/0 " +
      "NodeOfRingNetwork/00000 NodesOfDirectedMultiGraph/000 PointOnLine/000 SVGSerialize/000",
  ),
  community(
    "TLAPS",
    "",
    "SimpleArithmetic SMT SMTT/0 CVC3 CVC3T/0 CVC4 CVC4T/0 Yices YicesT/0 veriT veriTT/0 Zipper ZipperT/0 Z3 Z3T/0 " +
      "Spass SpassT/0 LS4 LS4T/0 PTL Zenon ZenonT/0 Isa IsaT/0 IsaM/0 IsaMT/00 IsaWithSetExtensionality Auto Force " +
      "Blast AllProvers AllProversT/0 AllSMT AllSMTT/0 AllIsa AllIsaT/0 ExpandENABLED ExpandCdot AutoUSE Lambdify " +
      "ENABLEDaxioms LevelComparison EnabledWrapper/1 CdotWrapper/1 Trivial PropositionalTemporalLogic",
  ),
  community(
    "NaturalsInduction",
    "Integers",
    "NatInductiveDefHypothesis/002 NatInductiveDefConclusion/002 FiniteNatInductiveDefHypothesis/00200 FiniteNatInductiveDefConclusion/00200 factorial",
  ),
  community(
    "WellFoundedInduction",
    "NaturalsInduction",
    "IsTransitivelyClosedOn/00 IsWellFoundedOn/00 SetLessThan/000 WFDefOn/002 OpDefinesFcn/002 WFInductiveDefines/002 WFInductiveUnique/02 " +
      "TransitiveClosureOn/00 OpToRel/00 PreImage/100 LexPairOrdering/0000 LexProductOrdering/000",
  ),
  community(
    "FiniteSetTheorems",
    "FiniteSets Integers Functions WellFoundedInduction",
    "FiniteSubsetsOf/0 StrictSubsetOrdering/0",
  ),
  community("FunctionTheorems", "Functions Integers FiniteSets", ""),
  community("SequenceTheorems", "Sequences Functions", ""),
  community(
    "SequencesExtTheorems",
    "Sequences SequencesExt Functions Integers WellFoundedInduction",
    "StrictPrefixesDetermineDef/02 StrictSuffixesDetermineDef/02 TailInductiveDefHypothesis/0002 TailInductiveDefConclusion/0002 " +
      "FrontInductiveDefHypothesis/0002 FrontInductiveDefConclusion/0002",
  ),
  community("BagsTheorems", "Bags", ""),
  community(
    "Apalache",
    "",
    ":=/00 Gen/0 Guess/0 Skolem/0 Expand/0 ConstCardinality/0 MkSeq/01 Repeat/200 SetAsFun/0 FunAsSeq/000 ApaFoldSet/200 ApaFoldSeqLeft/200",
  ),
  community("CSV", "", "CSVWrite/000 CSVWriteRecord/0000 CSVRead/000 CSVRecords/0"),
]);

/** Modules whose operators the evaluator itself has, under their own names, and those that it has of TLC. */
const coreModules = ["Naturals", "Integers", "Reals", "Sequences", "FiniteSets"];
const coreOfTlc = [":>", "@@", "Permutations", "SortSeq", "Assert", "ToString", "TLCEval"];

/** What an operator of a standard module is called once modules are flattened: modules share names, and models reuse them. */
function flatName(module: string, operator: string): string {
  const isCore = coreModules.includes(module) || (module === "TLC" && coreOfTlc.includes(operator));
  return isCore ? operator : `${module}!${operator}`;
}

const flatNamesOf = new Map<string, ReadonlyMap<string, string>>();

/** The flat names of all operators that a standard module brings, those of the modules that it extends included. */
export function flatNames(module: string): ReadonlyMap<string, string> {
  let names = flatNamesOf.get(module);
  if (names === undefined) {
    const { extends: extended = [], operators = new Map<string, StandardOperator>() } = standardModules.get(module) ?? {};
    const own = [...operators.keys()].map((operator) => [operator, flatName(module, operator)] as const);
    names = new Map([...extended.flatMap((one) => [...flatNames(one)]), ...own]);
    flatNamesOf.set(module, names);
  }
  return names;
}

/** Whether a flat name is one of a module that the evaluator does not have itself. */
export function isOfLibrary(flat: string): boolean {
  return standardModules.has(flat.slice(0, Math.max(0, flat.indexOf("!"))));
}

/** Flat names of operators whose value changes with the search. */
export const searchOperators: ReadonlySet<string> = new Set([
  "TLC!TLCGet",
  "TLC!TLCSet",
  "TLC!JavaTime",
  "TLCExt!Trace",
  "TLCExt!CounterExample",
  "TLCExt!TLCGetOrDefault",
  "TLCExt!TLCGetAndSet",
]);

/** Flat names of operators that choose whenever they are evaluated. */
export const randomOperators: ReadonlySet<string> = new Set([
  "TLC!RandomElement",
  "Randomization!RandomSubset",
  "Randomization!RandomSetOfSubsets",
  "Randomization!TestRandomSetOfSubsets",
]);

/** Flat names of operators that choose or print whenever they are evaluated. */
export const volatileOperators: ReadonlySet<string> = new Set([...randomOperators, "TLC!Print", "TLC!PrintT", "TLCExt!AssertEq"]);

/** The arities of an operator's parameters, by its flat name. */
export function standardArities(flat: string): readonly number[] {
  const mark = flat.indexOf("!");
  const modules = mark < 0 ? [...coreModules, "TLC"] : [flat.slice(0, mark)];
  const operator = flat.slice(mark + 1);
  return (
    modules.map((module) => standardModules.get(module)?.operators.get(operator)).find((one) => one !== undefined)?.params ?? []
  );
}
