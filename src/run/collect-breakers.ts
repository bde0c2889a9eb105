import type { World } from "../model/world.ts";
import type { Breaker } from "../result/breaker.ts";

/** The circuit breakers that have opened, multiplied by k; undefined where the scenario has none. */
export function collectBreakers({ edges, params, nowMs }: World): Breaker[] | undefined {
  if (params.scenario.network.breakers === undefined) return undefined;
  const { k } = params;
  return edges.flatMap(({ name, breakers }) =>
    (breakers?.breakers ?? [])
      .filter(({ opened }) => opened > 0)
      .map((breaker) => ({
        from: name,
        to: breaker.part,
        opened: breaker.opened,
        reopened: breaker.reopened,
        openMs: breaker.openForMs(nowMs),
        answeredAtOnce: k * breaker.answeredAtOnce,
        probed: k * breaker.probed,
      })),
  );
}

/** Requests answered at once because a breaker was open, multiplied by k. */
export function answeredAtOnce({ edges, params }: World): number {
  const counts = edges.flatMap(({ breakers }) => breakers?.breakers ?? []);
  return params.k * counts.reduce((sum, { answeredAtOnce }) => sum + answeredAtOnce, 0);
}
