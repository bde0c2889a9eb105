import { openStream } from "../../kernel/random.ts";
import type { LabStation } from "../../scenario/lab/lab-scenario.ts";
import { overloadParams } from "../build/overload-params.ts";
import { createOverloadControl } from "../control/overload-control.ts";
import { userPriority } from "../control/user-priority.ts";

/**
 * What protects one copy of a lab's station from more work than it can do. It knows what its real twin would: who asks,
 * how long those waited whose service begins, who was served, and who left without.
 *
 * A request's `priority` is the class of its source (0 the most important); `user` is an int32 that stays the same for
 * all calls and attempts of one request.
 */
export interface Admission {
  /** A request comes at nowMs. False: it is refused. */
  offer(nowMs: number, priority: number, user: number): boolean;
  /** A server is free at nowMs for one that has waited for waitMs. False: it is shed unserved. */
  start(nowMs: number, waitMs: number): boolean;
  /** One was served; it was here for sojournMs. */
  done(nowMs: number, sojournMs: number): void;
  /** One that was let in left for want of a place, or of patience. */
  gone(nowMs: number): void;
}

/**
 * The overload control that a station's plan names, one for each copy; undefined where it names none.
 *
 * @param classes business priorities in the lab
 */
export function createAdmission(
  plan: LabStation,
  seed: string,
  copy: number,
  classes: number,
): Admission | undefined {
  if (plan.overload === undefined) return undefined;
  const { overload } = plan;
  const control = createOverloadControl(overloadParams(overload, classes, 1));
  const stream = openStream(seed, `overload/${plan.id}/${copy}`);
  const users = overload.kind === "dagor" ? overload.users : 1;
  return {
    offer: (nowMs, priority, user) =>
      control.admit(nowMs, stream, priority * users + userPriority(user, nowMs, users)),
    start: (nowMs, waitMs) => {
      if (control.drops(waitMs, nowMs)) {
        control.gone(nowMs);
        return false;
      }
      control.observe(waitMs, nowMs);
      return true;
    },
    done: (nowMs, sojournMs) => control.ended(sojournMs, nowMs),
    gone: (nowMs) => control.gone(nowMs),
  };
}
