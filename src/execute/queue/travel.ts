import { z } from "zod";
import { replicationSchema } from "../../result/figures/figure.ts";
import type { Outcome, Task } from "../task.ts";

/** What travels to a worker: JSON, since that is what the queue holds. */
export interface Errand {
  version: string;
  task: Task;
}

const outcomeSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("done"), replication: replicationSchema, result: z.string().optional() }),
  z.strictObject({ kind: z.literal("failed"), message: z.string() }),
]);

/** What came back from a worker; undefined where it is no outcome. */
export function readOutcome(text: string): Outcome | undefined {
  try {
    const { data } = outcomeSchema.safeParse(JSON.parse(text));
    if (data?.kind !== "done") return data;
    const { result, ...done } = data;
    return result === undefined ? done : { ...done, result };
  } catch {
    return undefined;
  }
}
