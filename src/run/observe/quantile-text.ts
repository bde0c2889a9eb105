import { plainDecimal } from "../../scenario/units/decimal.ts";

/** 0.999 -> "p99.9" */
export function quantileText(quantile: number): string {
  return `p${plainDecimal(Number((100 * quantile).toPrecision(12)))}`;
}
