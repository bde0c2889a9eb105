import type { Simulation } from "../../kernel/simulation.ts";
import { Ladder } from "../control/ladder.ts";
import type { TimelineSink } from "../control/timeline.ts";
import { growth, growthRatio } from "../measure/part-series.ts";
import type { AccessLayer } from "../site/access-layer.ts";
import { AccessRungs } from "../site/access-rungs.ts";
import type { AccessServer } from "../site/access-server.ts";
import { movingMean, rungParams } from "./ladder-look.ts";
import { takeRungsByHand } from "./rungs-by-hand.ts";
import type { WorldParams } from "./world-params.ts";

/**
 * The ladder of a region's access servers: they are told together what to give up, by the push of configuration that
 * the show has anyway. It looks at the mean of them all.
 */
export class AccessLadder {
  readonly rungs = new AccessRungs();
  readonly ladder: Ladder;
  private readonly region: string;
  private readonly params: WorldParams;

  constructor(region: string, params: WorldParams, sink: TimelineSink) {
    const { access } = params.scenario.ladder;
    this.region = region;
    this.params = params;
    this.ladder = new Ladder(
      {
        part: `${region} access servers`,
        rungs: rungParams(access.rungs),
        dwellMs: access.dwell,
        settleMs: access.settle,
      },
      sink,
    );
  }

  /** Looks at the load from now on. @param disturb changes a part of the edge, now */
  start(sim: Simulation, access: AccessLayer, disturb: (change: () => void) => void): void {
    const { scenario, endMs } = this.params;
    const { every: everyMs } = scenario.ladder;
    if (this.ladder.rungs.length === 0) return;
    const look = this.lookAt(access, sim);
    const tick = sim.register(() => {
      disturb(() => {
        const [utilisation = 0, ...figures] = look();
        this.ladder.update(sim.now, utilisation, figures);
        this.apply();
      });
      if (sim.now + everyMs <= endMs) sim.after(everyMs, tick);
    }, "access ladder");
    sim.after(everyMs, tick);
    const taker = {
      takeByHand: (nowMs: number, rung: number, taken: boolean) =>
        disturb(() => {
          if (taken) this.ladder.take(nowMs, rung);
          else this.ladder.letGo(nowMs, rung);
          this.apply();
        }),
    };
    takeRungsByHand(scenario.ladder, this.region, sim, taker, "access");
  }

  /** Means over the window: utilisation, then the figures of `FIGURES`. */
  private lookAt(access: AccessLayer, sim: Simulation): () => number[] {
    const { every, access: own } = this.params.scenario.ladder;
    const { workers } = this.params.scenario.access;
    const lanes = [...new Set(access.clusters.flatMap((cluster) => cluster.lanes))];
    const looks = Math.max(1, Math.round(own.window / every));
    const sum = (of: (lane: AccessServer) => number) => () =>
      lanes.reduce((total, lane) => total + of(lane), 0);
    const busyMs = growth(sum((lane) => lane.busyMs(sim.now)));
    const ratio = (a: () => number, b: () => number) => {
      const of = growthRatio(a, b);
      return movingMean((everyMs) => of(everyMs) ?? 0, looks);
    };
    const figures = [
      movingMean((everyMs) => busyMs() / (everyMs * lanes.length * workers), looks),
      ratio(
        sum((lane) => lane.waitSumMs),
        sum((lane) => lane.arrived - lane.rejected - lane.expired),
      ),
      ratio(
        sum((lane) => lane.rejected + lane.expired),
        sum((lane) => lane.arrived),
      ),
      () => sum((lane) => lane.waitingAt(sim.now))() / lanes.length,
    ];
    return () => figures.map((figure) => figure(every));
  }

  private apply(): void {
    const { access } = this.params.scenario.ladder;
    const taken = access.rungs.filter((_, rung) => this.ladder.active(rung));
    this.rungs.workLeft = taken.reduce((left, { saves }) => left - saves, 1);
    this.rungs.degrades = taken.some(({ gives }) => gives === "pictures");
    this.rungs.closed = taken.some(({ gives }) => gives === "shakes");
  }
}
