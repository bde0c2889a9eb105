import type { Path } from "../checks/finding.ts";
import type { Complaint } from "../complaint.ts";

/** Why something that a budget speaks of cannot be had; the path is the budget's own. */
export interface Misfit {
  path: Path;
  complaint: Complaint;
  /** Paths of the scenario that the judgement rests on. */
  uses: readonly Path[];
}
