import { type SweepPlan, sweepPlanSchema } from "./plan.ts";
import { type SweepResult, sweepResultSchema } from "./sweep-result.ts";

/** The text of sweep.json. */
export function encodeSweep(result: SweepResult): string {
  return `${JSON.stringify(result, null, 1)}\n`;
}

/** The text of plan.json. */
export function encodePlan(plan: SweepPlan): string {
  return `${JSON.stringify(plan, null, 1)}\n`;
}

/** The plan in a text, or undefined where it holds none. */
export function decodePlan(text: string): SweepPlan | undefined {
  return decoded(sweepPlanSchema, text);
}

/** The sweep in a text, or undefined where it holds none. */
export function decodeSweep(text: string): SweepResult | undefined {
  return decoded(sweepResultSchema, text);
}

function decoded<T>(
  schema: { safeParse(value: unknown): { data?: T | undefined } },
  text: string,
): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
