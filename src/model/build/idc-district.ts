import { compileDistribution } from "../../kernel/distribution.ts";
import type { Federation } from "../../kernel/federation.ts";
import { openStream } from "../../kernel/random.ts";
import type { Simulation } from "../../kernel/simulation.ts";
import { Histogram } from "../../stats/histogram.ts";
import type { SetCell } from "../site/set-cell.ts";
import { FanOut } from "../workflow/fan-out.ts";
import { address, COPY } from "../workflow/mail.ts";
import { SetDoor } from "../workflow/set-door.ts";
import { SetService } from "../workflow/set-service.ts";
import { SEND, SHAKE, STEP_COUNT } from "../workflow/step.ts";
import { idcsOfCopies } from "./copy-places.ts";
import { LadderLook } from "./ladder-look.ts";
import type { PlannedIdc } from "./plan.ts";
import { takeRungsByHand } from "./rungs-by-hand.ts";
import { makeSetCell } from "./set-cells.ts";
import type { TimelineLog } from "./timeline-log.ts";
import type { WorldParams } from "./world-params.ts";

interface IdcOptions {
  params: WorldParams;
  federation: Federation;
  /** Index of the IDC over all regions, and its district. */
  index: number;
  district: number;
  /** Handler of the region's edge, known once that is built. */
  edgeHandler: () => number;
  timeline: TimelineLog;
}

/** An IDC, one district: the sets that live in it. */
export class IdcDistrict {
  readonly idc: PlannedIdc;
  readonly sim: Simulation;
  readonly cells: readonly SetCell[];
  readonly door: SetDoor;
  readonly timeline: TimelineLog;
  /** Ages of what stale reads missed [ms]. */
  readonly staleness = new Histogram();

  constructor(options: IdcOptions) {
    const { params, federation, index, district } = options;
    const { scenario, plan, seed } = params;
    this.idc = plan.idcs[index] as PlannedIdc;
    this.sim = federation.district(district);
    this.timeline = options.timeline;
    const onWrite = this.copiesAbroad(options);
    const cells: (SetCell | undefined)[] = plan.sets.map((set) =>
      set.idc === index
        ? makeSetCell({
            params,
            set,
            sim: this.sim,
            staleness: this.staleness,
            timeline: this.timeline,
            ...(onWrite === undefined ? {} : { onWrite }),
          })
        : undefined,
    );
    this.cells = cells.filter((cell) => cell !== undefined);
    const kept = new Array<number>(STEP_COUNT).fill(0);
    kept[SHAKE] = scenario.packets.won.kept;
    kept[SEND] = scenario.packets.personal.kept;
    const { group } = scenario.packets;
    this.door = new SetDoor({
      federation,
      district,
      region: this.idc.region,
      edgeDistrict: this.idc.region,
      edgeHandler: options.edgeHandler,
      cells,
      service: new SetService(this.sim, this.cells, kept),
      fanOut: new FanOut({
        users: scenario.regions.map(({ users }) => users),
        size: compileDistribution(group.members),
        sizeMax: group.max,
        takingShare: group.taking,
        elsewhereShare: group.elsewhere,
        stream: openStream(seed, `groups/${this.idc.id}`),
      }),
      campusDelayMs: scenario.network.campusDelay,
    });
  }

  /** What tells the region's edge of writes to copies in other regions; undefined where none stands there. */
  private copiesAbroad(options: IdcOptions): ((atMs: number) => void) | undefined {
    const { params, federation, district, edgeHandler } = options;
    const { region } = this.idc;
    const { campusDelay } = params.scenario.network;
    const regions = idcsOfCopies(this.idc, params).map((idc) => params.plan.idcs[idc]?.region as number);
    const abroad = regions.filter((other) => other !== region);
    if (abroad.length === 0) return undefined;
    return (atMs) => {
      for (const to of abroad)
        federation.send(district, region, atMs + campusDelay, edgeHandler(), address(COPY, region, to, 0));
    };
  }

  /** Starts what a set does by itself: looks at its load, expiries, reconciliation. */
  start(params: WorldParams): void {
    const { ladder, regions } = params.scenario;
    const { every: everyMs, catchUp: catchUpMs } = ladder;
    const looks = this.cells.map((cell) => new LadderLook(cell, this.sim, params));
    const showLooks = Math.max(1, Math.round(catchUpMs / everyMs));
    const region = (regions[this.idc.region] as { id: string }).id;
    for (const cell of this.cells) takeRungsByHand(ladder, region, this.sim, cell);
    const tick = this.sim.register(() => {
      const nowMs = this.sim.now;
      this.cells.forEach((cell, i) => {
        // A refund is a write, too: it waits for the database.
        if (!this.door.lost && !cell.databaseDown) cell.parts.engine.expireUntil(nowMs);
        cell.parts.office.catchUp();
        const look = looks[i] as LadderLook;
        look.take(everyMs);
        cell.climb(nowMs, look.utilisation, look.figures);
        this.door.showLate(cell, nowMs, showLooks);
      });
      if (nowMs + everyMs <= params.endMs) this.sim.after(everyMs, tick);
    }, "ladder");
    this.sim.after(everyMs, tick);
    for (const { parts } of this.cells)
      for (const { passes } of parts.office.books) for (const pass of passes) pass.start(params.endMs);
  }

  /** Brings the books of its sets to where they are now. */
  catchUp(): void {
    for (const { parts } of this.cells) parts.office.catchUp();
  }

  /** Events of its sets' books, which are none of the district's. */
  get bookEvents(): number {
    return this.cells.reduce((sum, { parts }) => sum + parts.office.sim.eventsFired, 0);
  }

  /** The campus is gone: nothing is served here, and no message taken. */
  lose(): void {
    this.door.lost = true;
    for (const cell of this.cells) {
      for (const book of cell.parts.office.books) book.stopConsumers();
      cell.parts.engine.databaseFailed();
    }
  }

  restore(): void {
    this.door.lost = false;
    for (const { parts } of this.cells) for (const book of parts.office.books) book.resumeConsumers();
  }

  /** Whether nothing is owed any more, no money and no record, and no packet still to be shown. */
  atRest(): boolean {
    return this.cells.every(
      ({ parts, unshown }) =>
        unshown.length === 0 && parts.office.books.every(({ centre }) => centre.isRight),
    );
  }
}
