import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { PathProbes } from "../network/path-probes.ts";
import { HELLO, type WayTo } from "../workflow/line-post.ts";
import type { RegionMail } from "../workflow/region-mail.ts";
import type { WorldParams } from "./world-params.ts";

/**
 * Has the paths of a region's routes tried with real messages: hellos where they lead through a third region, probes of
 * their quality where the scenario asks for it.
 */
export function probePaths(
  params: WorldParams,
  region: number,
  sim: Simulation,
  ways: readonly (WayTo | undefined)[],
  mail: RegionMail,
): void {
  const probes = ways.map((way, to) => {
    if (way === undefined) return undefined;
    way.route.sendHellosBy((path) => mail.post.probe(sim.now, to, path, HELLO, 0));
    return makeProbes(params, region, sim, way, (path, probe, bytes) =>
      mail.post.probe(sim.now, to, path, probe, bytes),
    );
  });
  mail.echoesTo((from, path, probe) => {
    if (probe === HELLO) ways[from]?.route.echoed(path);
    else probes[from]?.echoed(path, probe);
  });
}

function makeProbes(
  params: WorldParams,
  region: number,
  sim: Simulation,
  { route, lines, via }: WayTo,
  send: (path: number, probe: number, bytes: number) => void,
): PathProbes | undefined {
  const { scenario, seed, endMs, k } = params;
  const quality = scenario.routes.find(({ id }) => id === route.name)?.quality;
  if (quality?.kind !== "probes") return undefined;
  const here = (scenario.regions[region] as { id: string }).id;
  return new PathProbes(
    sim,
    {
      name: route.name,
      paths: lines.length + via.length,
      everyMs: quality.every,
      lateMs: quality.late,
      windowMs: quality.window,
      brownShare: quality.brown,
      clearShare: quality.clear,
      untilMs: endMs,
      // One probe stands for one: at scale 1/k its share of the line is kept by its size.
      send: (path, probe) => send(path, probe, quality.size / k),
      judge: (path, brown, why) => route.setBrown(path, brown, why),
    },
    openStream(seed, `probes/${route.name}/${here}`),
  );
}
