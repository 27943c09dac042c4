/** A counterexample in one world: what fails, where it is defined, and the way to it. */

import { match } from "ts-pattern";
import { stepText } from "../../checker/index.ts";
import type { Outcome } from "../outcome.ts";
import { place, type ReadSource } from "./errors.ts";
import { counted, type Style } from "./style.ts";
import { compactTrace, failureText } from "./trace.ts";

export function violationText({ entry, finding }: Outcome, read: ReadSource, style: Style): string {
  const { trace, property, propertyAt, during } = finding;
  const steps = trace?.steps.length ?? 0;
  const after = steps === 0 ? "in an initial state" : `after ${counted(steps, "step")}`;
  const what = match(finding.found)
    .with(
      "violated",
      () => `the ${trace?.loop === undefined ? "invariant" : "property"} ${failureText(property, trace)} ${after}`,
    )
    .with("deadlock", () => `no step is possible ${after}, and the end is not declared as one`)
    .otherwise(() => `evaluation fails ${after}`);
  return [
    [`${entry.name}: ${style.bad(what)}`, ...(propertyAt === undefined ? [] : place(propertyAt, read))].join("\n"),
    ...(trace === undefined ? [] : [compactTrace(trace)]),
    ...(during === undefined ? [] : [`The step that fails: <${stepText(during)}>`]),
  ].join("\n\n");
}
