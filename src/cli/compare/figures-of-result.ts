import type { Figure } from "../../result/figures/figure.ts";
import { labResultFigures } from "../../result/figures/lab-result-figures.ts";
import { standardFigures } from "../../result/figures/standard-figures.ts";
import type { LabResult } from "../../result/lab-result.ts";
import type { Result } from "../../result/result.ts";

/** The figures by which a result can be compared with another of its kind. */
export function figuresOfResult(result: Result | LabResult): Figure[] {
  return result.format === "hongbao-lab-result" ? labResultFigures(result) : standardFigures(result);
}
