import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { IncomingLine } from "../network/incoming-line.ts";
import { Line } from "../network/line.ts";
import { Route } from "../network/route.ts";
import type { WayTo } from "../workflow/line-post.ts";
import type { TimelineLog } from "./timeline-log.ts";
import { PART_WINDOW_MS, type WorldParams } from "./world-params.ts";

/** A region's ends of the routes to other regions, by region. */
export function makeWays(
  params: WorldParams,
  region: number,
  sim: Simulation,
  timeline: TimelineLog,
): (WayTo | undefined)[] {
  const { scenario } = params;
  const here = (scenario.regions[region] as { id: string }).id;
  return scenario.regions.map(({ id: there }) => {
    const route = scenario.routes.find(({ between }) => between.includes(here) && between.includes(there));
    if (there === here || route === undefined) return undefined;
    const lines = route.lines.map((id) => makeLine(params, id, here));
    const back = route.lines.map((id) => {
      const { delay, loss } = lineOf(params, id);
      return new IncomingLine({ propagationMs: delay, loss });
    });
    return {
      lines,
      back,
      names: route.lines,
      via: route.via.map((id) => scenario.regions.findIndex((one) => one.id === id)),
      route: new Route(
        sim,
        {
          name: route.id,
          lines: route.lines.map((name, i) => ({
            name,
            out: lines[i] as Line,
            back: back[i] as IncomingLine,
          })),
          via: route.via.map((id) => `via ${id}`),
          helloEveryMs: route.hello.every,
          deadAfter: route.hello.dead,
          switchTimeMs: route.switchTime,
          holdDownMs: route.holdDown,
          holdDownMaxMs: route.holdDownMax,
          untilMs: params.endMs,
        },
        openStream(params.seed, `hello/${route.id}/${here}`),
        timeline.seenFrom(here),
      ),
    };
  });
}

function makeLine(params: WorldParams, id: string, from: string): Line {
  const line = lineOf(params, id);
  return new Line({
    name: `${id} from ${from}`,
    bandwidthBps: line.bandwidth,
    bufferMs: line.buffer,
    propagationMs: line.delay,
    loss: line.loss,
    scaleK: params.k,
    windowMs: PART_WINDOW_MS,
  });
}

function lineOf(params: WorldParams, id: string): WorldParams["scenario"]["lines"][number] {
  const line = params.scenario.lines.find((one) => one.id === id);
  if (line === undefined) throw new RangeError(`there is no line ${id}`);
  return line;
}
