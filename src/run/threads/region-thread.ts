import { parentPort, workerData } from "node:worker_threads";
import { abortMail } from "../../kernel/exchange.ts";
import type { Beside, WorldOptions } from "../../model/world.ts";
import { World } from "../../model/world.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import { advance } from "../advance.ts";
import { recordConsistency } from "../record-consistency.ts";
import type { RunOptions } from "../run.ts";
import { buffersOf, mirror } from "./mirror.ts";
import type { Said } from "./on-threads.ts";

/** Threads meet between slices, so that they should be few [ms]. */
const SLICE_MAX_MS = 16_000;

/** What a thread is told when it starts. */
export interface Order {
  scenario: Scenario;
  options: WorldOptions;
  beside: Beside;
  /** Not 0 once the run is to stop. */
  stop: SharedArrayBuffer;
  progressEveryMs: number | undefined;
}

/** The life of one thread: runs its regions of the world and hands over what has become of them. */
async function live({ scenario, options, beside, stop, progressEveryMs }: Order): Promise<void> {
  const world = new World(scenario, { ...options, beside });
  recordConsistency(world);
  const asked = new Int32Array(stop);
  const run: RunOptions = {
    shouldStop: () => Atomics.load(asked, 0) !== 0,
    onProgress: (progress) => say({ kind: "progress", thread: beside.thread, progress }),
    ...(progressEveryMs === undefined ? {} : { progressEveryMs }),
  };
  const incompleteBecause = await advance(world, run, SLICE_MAX_MS);
  const districts = world.lived.map(({ district, state }) => ({ district, state: mirror(state) }));
  const { nowMs, firedHere: fired } = world;
  const said: Said = { kind: "ended", thread: beside.thread, nowMs, fired, incompleteBecause, districts };
  parentPort?.postMessage(said, buffersOf(districts));
}

function say(said: Said): void {
  parentPort?.postMessage(said);
}

const order = workerData as Order;
live(order).catch((error: unknown) => {
  abortMail(order.beside.mail);
  throw error;
});
