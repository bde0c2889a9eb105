/** A budget as far as it is judged: what it is called, what is good, how sure one wants to be. */
export interface Limit {
  id: string;
  /** Both are good themselves. At least one is there. */
  max?: number | undefined;
  min?: number | undefined;
  /** What it means when it breaks; off: it is not judged. */
  severity: "error" | "warn" | "off";
  /** 0.5 to 1. */
  confidence: number;
}
