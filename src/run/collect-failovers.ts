import type { World } from "../model/world.ts";
import type { Result, TimelineEvent } from "../result/result.ts";

type Failovers = NonNullable<Result["failovers"]>;

/** Changes of the leaders of all replica groups, in the order of time. */
export function collectFailovers(world: World): Failovers {
  return world.idcs
    .flatMap(({ cells }) =>
      cells.flatMap(({ parts: { name, replicas } }) =>
        replicas.failovers.map(({ from, to, goneMs, detectedMs, servesMs }) => ({
          set: name,
          from: `${name}/${from}`,
          to: `${name}/${to}`,
          atMs: goneMs,
          detectedAfterMs: detectedMs - goneMs,
          servesAfterMs: servesMs - goneMs,
        })),
      ),
    )
    .sort((a, b) => a.atMs - b.atMs);
}

/** The same as spans of time in which a set took no writes. */
export function failoverEvents(failovers: Failovers): TimelineEvent[] {
  return failovers.map(({ set, from, to, atMs, detectedAfterMs, servesAfterMs }) => ({
    atMs,
    untilMs: atMs + servesAfterMs,
    kind: "failover",
    part: set,
    text: `${to} leads instead of ${from} (held dead after ${Math.round(detectedAfterMs)} ms)`,
  }));
}
