/** A budget as far as it is judged: what it is called, what is good, how sure one wants to be. */
export interface Limit {
  id: string;
  /** Both are good themselves. */
  max?: number | undefined;
  min?: number | undefined;
  /** How far the figure may be above a baseline, or below it: as a share of it, in its own unit. */
  maxIncrease?: number | undefined;
  maxIncreaseBy?: number | undefined;
  maxDecrease?: number | undefined;
  maxDecreaseBy?: number | undefined;
  /** What it means when it breaks; off: it is not judged. */
  severity: "error" | "warn" | "off";
  /** 0.5 to 1. */
  confidence: number;
}

/** Whether a check has something to judge by itself: without a baseline. */
export function isJudged({ severity, max, min }: Limit): boolean {
  return severity !== "off" && (max !== undefined || min !== undefined);
}
