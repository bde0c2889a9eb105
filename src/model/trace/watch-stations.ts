import type { RegionEdge } from "../build/region-edge.ts";
import type { AccessServer } from "../site/access-server.ts";
import { around } from "./around.ts";
import type { Draft } from "./story-book.ts";
import { msText, tell, tellTo } from "./tell.ts";
import type { Turn } from "./turn.ts";

/** Less than this is how sums of times are rounded [ms]. */
const TICK_MS = 1e-6;

/** Watches carriers and access servers: what they do in a request's turn is that request's. */
export function watchStations(edge: RegionEdge, turn: Turn): void {
  for (const entry of edge.entries) {
    around(entry, "enter", (go, nowMs, bytes) => {
      const draft = turn.draft;
      const clearMs = go();
      turn.uplinkMs = clearMs - nowMs;
      if (draft === undefined) return clearMs;
      tellTo(draft, nowMs, "air", airText(draft, nowMs - draft.atMs));
      if (clearMs < Number.POSITIVE_INFINITY)
        tellTo(draft, clearMs, entry.uplink.name, `passes ${bytes} bytes`);
      return clearMs;
    });
    let sentMs = 0;
    around(entry.downlink, "send", (go) => {
      sentMs = go();
      return sentMs;
    });
    const tellWayBack = (readMs: number, leaveMs: number, aheadMs: number, bytes: number): number => {
      const draft = turn.draft;
      if (draft === undefined) return readMs;
      if (leaveMs > draft.atMs + TICK_MS) tellTo(draft, leaveMs, "access server", "passes the answer on");
      draft.atMs = leaveMs;
      if (readMs === Number.POSITIVE_INFINITY) {
        dropped(draft, "downlink");
        return readMs;
      }
      tellTo(draft, sentMs + aheadMs, entry.downlink.name, `passes ${bytes} bytes`);
      tellTo(draft, sentMs + aheadMs + entry.cityHalfMs, "city network", "on the way to the antenna");
      tellTo(draft, readMs, "air", airText(draft, readMs - draft.atMs));
      return readMs;
    };
    around(entry, "down", (go, nowMs, _path, bytes, _stream, aheadMs = 0) =>
      tellWayBack(go(), nowMs + aheadMs, aheadMs, bytes),
    );
    around(entry, "downIn", (go, _airMs, nowMs, bytes, aheadMs) =>
      tellWayBack(go(), nowMs + aheadMs, aheadMs, bytes),
    );
  }
  const lanes = new Set<AccessServer>(edge.access.clusters.flatMap(({ lanes }) => lanes));
  for (const lane of lanes) {
    around(lane, "work", (go, nowMs) => {
      const draft = turn.draft;
      const waitedMs = lane.waitSumMs;
      const served = go();
      if (draft === undefined) return served;
      const enteredMs = nowMs + turn.uplinkMs;
      tellTo(draft, enteredMs, "city network", "on the way to the access server");
      const name = serverName(lane, edge.name);
      if (!served && lane.skipped)
        tell(draft, enteredMs, name, "skips it: its handset will have left by then");
      else if (!served)
        tell(draft, enteredMs, name, "refuses it: its overload control, or its queue is full");
      else {
        const text = `waits ${msText(lane.waitSumMs - waitedMs)} for a worker, is served`;
        tellTo(draft, lane.departureMs + turn.uplinkMs, name, text);
      }
      return served;
    });
  }
}

/** A message finds no way through a carrier's link. */
export function dropped(draft: Draft | undefined, way: string): void {
  if (draft !== undefined)
    tell(draft, draft.atMs, `${draft.carrier} ${way}`, "drops it: its buffer is full, or the carrier is out");
}

/** A simulated server that stands for many clusters is not called by all of their names. */
function serverName({ name }: AccessServer, region: string): string {
  return name.includes("+") ? `${region} access server` : name;
}

/** What a message's time on the air is made of. */
function airText({ access, airMs }: Draft, tookMs: number): string {
  const moreMs = tookMs - airMs;
  return moreMs < 0.05
    ? access
    : `${access}: ${msText(airMs)}, and ${msText(moreMs)} for congestion or sending again`;
}
