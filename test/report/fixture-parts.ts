import type { Result } from "../../src/result/result.ts";
import { curve, noise } from "./fixture-curve.ts";

export interface Shape {
  seconds: number;
  drainSeconds: number;
  windows: number;
  sets: string[];
  clockText: (second: number) => string;
}

type Parts = Result["series"]["parts"];
type Of = (w: number, load: number, random: () => number) => number | null;

const round = (value: number): number => Number(value.toPrecision(6));

/** A metric's windows: `of` sees the window, the load (1 at 14 M/s) and this metric's own noise. */
function metric(name: string, shape: Shape, of: Of): (number | null)[] {
  const random = noise(name);
  return Array.from({ length: shape.windows }, (_, w) => {
    const value = of(w, curve(w * 10 + 5) / 14e6, random);
    return value === null ? null : round(value);
  });
}

function metrics(name: string, shape: Shape, of: Record<string, Of>): Record<string, (number | null)[]> {
  return Object.fromEntries(Object.entries(of).map(([key, f]) => [key, metric(`${name}/${key}`, shape, f)]));
}

const jitter = (random: () => number, width = 0.1): number => 1 - width / 2 + width * random();

function edge(shape: Shape, parts: Parts): void {
  const carriers: Parts[string] = {};
  const clusters: Parts[string] = {};
  const regions: Parts[string] = {};
  for (const region of ["sz", "sh"]) {
    regions[region] = metrics(region, shape, { offeredShakesRps: (_, load, r) => load * 7e6 * jitter(r) });
    for (const [i, carrier] of ["telecom", "unicom", "mobile"].entries()) {
      carriers[`${region}/${carrier}`] = metrics(`${region}/${carrier}`, shape, {
        upUtilisation: (_, load, r) => Math.min(1, load * (0.93 + 0.04 * i) * jitter(r)),
        downUtilisation: (_, load, r) => Math.min(1, load * (0.8 + 0.05 * i) * jitter(r)),
        dropShare: (_, load, r) => (load > 0.92 ? 0.004 * r() : 0),
        retransmitShare: (_, load, r) => 0.02 + 0.02 * load * r(),
      });
      for (let n = 1; n <= 3; n++) {
        clusters[`${region}-${n}/${carrier}`] = metrics(`${region}-${n}/${carrier}`, shape, {
          loadPerServerRps: (_, load, r) => load * 21_900 * jitter(r),
          utilisation: (_, load, r) => Math.min(1, load * 0.93 * jitter(r)),
          waitMeanMs: (_, load, r) => (load > 0.9 ? 12 * r() : 0.02 * load),
          rejectShare: (_, load, r) => (load > 0.93 ? 0.02 * r() : 0),
        });
      }
    }
  }
  Object.assign(parts, { regions, carriers, clusters });
}

/** The main line is cut from 22:01:30 to 22:06 and the route goes over the backup. */
function between(shape: Shape, parts: Parts): void {
  const cut = (w: number): boolean => w >= 729 && w < 759;
  const line = (capacityBps: number, used: (w: number) => boolean): Record<string, Of> => ({
    utilisation: (w, load, r) => (used(w) ? (load * 23e9 * jitter(r)) / capacityBps : 0),
    bytesPerS: (w, load, r) => (used(w) ? (load * 23e9 * jitter(r)) / 8 : 0),
    lostCount: (w) => (w === 729 ? 52_000 : 0),
  });
  const lines: Parts[string] = {};
  for (const direction of ["", ":sz>sh", ":sh>sz"]) {
    lines[`sz-sh-main${direction}`] = metrics(
      `main${direction}`,
      shape,
      line(100e9, (w) => !cut(w)),
    );
    lines[`sz-sh-backup${direction}`] = metrics(`backup${direction}`, shape, line(40e9, cut));
  }
  parts.lines = lines;
  parts.routes = { "sz-sh": metrics("sz-sh", shape, { lineIndex: (w) => (cut(w) ? 1 : 0) }) };
}

function inside(shape: Shape, parts: Parts): void {
  const sets: Parts[string] = {};
  const replicas: Parts[string] = {};
  const queues: Parts[string] = {};
  const away = (set: string, w: number): boolean => set === "set-07" && w >= 576 && w < 601;
  const queue = (share: number): Record<string, Of> => ({
    depth: (w, load, r) =>
      share *
      (load * 90_000 * jitter(r) + (w > 903 && w < 950 ? 4e6 * Math.sin(((w - 903) / 47) * Math.PI) : 0)),
    publishedRps: (_, load, r) => share * (40_000 + load * 500_000 * jitter(r)),
    creditedRps: (_, load, r) => share * (40_000 + load * 460_000 * jitter(r)),
    oldestAgeMs: (w, _load, r) =>
      w > 903 && w < 950 ? 30_000 * Math.sin(((w - 903) / 47) * Math.PI) : 150 + 100 * r(),
  });
  for (const set of shape.sets) {
    sets[set] = metrics(set, shape, {
      commitsRps: (w, load, r) => (away(set, w) ? 0 : load * 8500 * jitter(r)),
      createsRps: (w, load, r) => (away(set, w) ? 0 : load * 1800 * jitter(r)),
      utilisation: (w, load, r) => (away(set, w) ? 0 : 0.05 + load * 0.84 * jitter(r, 0.2)),
      failShare: (w) => (away(set, w) ? 0.8 : 0),
      maskedShare: (w) => (away(set, w) && w > 576 ? 1 : 0),
      waitMeanMs: (_, load, r) => 0.1 + load * 9 * r(),
      rung: (w, load) => (w >= 901 && load > 0.95 ? 2 : w >= 901 && load > 0.9 ? 1 : 0),
    });
    for (let n = 0; n < 3; n++) {
      replicas[`${set}/${n}`] = metrics(`${set}/${n}`, shape, {
        lagMeanMs: (_, load, r) => (n === 0 ? 0 : 5 + 30 * load * r()),
        lagMaxMs: (_, load, r) => (n === 0 ? 0 : 100 + 1500 * load * r()),
      });
    }
    queues[`${set}/wallet`] = metrics(`${set}/wallet`, shape, queue(1 / shape.sets.length));
  }
  queues.wallet = metrics("wallet", shape, queue(1));
  Object.assign(parts, { sets, replicas, queues });
  parts.staleness = {
    all: metrics("staleness", shape, {
      reads: (_, load, r) => load * 200_000 * jitter(r),
      staleReads: (_, load, r) => load * load * 900 * r(),
      staleShare: (_, load, r) => (load > 0.01 ? load * 0.0045 * r() : null),
    }),
  };
  parts.money = {
    all: metrics("money", shape, {
      overdueCredits: (w) =>
        w > 906 && w < 950 ? Math.round(3e6 * Math.sin(((w - 906) / 44) * Math.PI)) : 0,
      owedFen: (w, load, r) =>
        Math.round(
          load * 9e7 * jitter(r) + (w > 903 && w < 950 ? 9e8 * Math.sin(((w - 903) / 47) * Math.PI) : 0),
        ),
    }),
  };
}

/** Every family that a run of the gala writes, a value a 10 s window. */
export function fixtureParts(shape: Shape): Parts {
  const parts: Parts = {};
  edge(shape, parts);
  between(shape, parts);
  inside(shape, parts);
  return parts;
}
