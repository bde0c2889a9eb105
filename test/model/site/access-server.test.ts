import { expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { createOverloadControl } from "../../../src/model/control/overload-control.ts";
import { Priorities } from "../../../src/model/control/priorities.ts";
import { AccessRungs } from "../../../src/model/site/access-rungs.ts";
import { AccessServer } from "../../../src/model/site/access-server.ts";
import { createRelease } from "../../../src/model/site/release.ts";

const tenMs = compileDistribution({ kind: "constant", value: 10 });

function server(options: { workers?: number; queueMax?: number; speed?: number } = {}): AccessServer {
  return new AccessServer({
    name: "server",
    workers: options.workers ?? 1,
    queueMax: options.queueMax ?? 100,
    speed: options.speed ?? 1,
    overload: createOverloadControl({ kind: "none" }),
    priorities: new Priorities([0], 1),
    rungs: new AccessRungs(),
    release: createRelease({ rateRps: 0, windows: [] }),
    stream: openStream("server", "server"),
    windowMs: 1000,
  });
}

test("requests are served first come, first served, by as many workers as there are", () => {
  const made = server({ workers: 2 });
  const departures = [0, 1, 2, 3].map((atMs) => {
    made.serve(atMs, tenMs);
    return made.departureMs;
  });
  expect(departures).toEqual([10, 11, 20, 21]);
  expect(made.waitSumMs).toBe(8 + 8);
});

test("what finds the queue full is refused and costs no worker's time", () => {
  const made = server({ queueMax: 2 });
  expect([0, 0, 0, 0].map((atMs) => made.serve(atMs, tenMs))).toEqual([true, true, true, false]);
  expect([made.arrived, made.rejected]).toEqual([4, 1]);
  expect(made.busyMs(30)).toBe(30);
  expect(made.serve(30, tenMs)).toBe(true);
});

test("one that carries two servers' traffic is twice as fast, and half of it when half is gone", () => {
  const made = server({ speed: 2 });
  made.serve(0, tenMs);
  expect(made.departureMs).toBe(5);
  made.keep(0.5);
  made.serve(100, tenMs);
  expect(made.departureMs).toBe(110);
});

test("shakes are counted by the window in which they come", () => {
  const made = server();
  for (const atMs of [0, 999, 1000, 2500]) made.serveShake(atMs, 10);
  expect(made.shakes).toBe(4);
  expect([0, 1, 2].map((window) => made.shakesIn(window))).toEqual([2, 1, 1]);
});

test("work for a handset that has left when its turn comes is skipped and costs nothing", () => {
  const made = server();
  expect([0, 0].map((atMs) => made.serve(atMs, tenMs))).toEqual([true, true]);
  expect([made.serve(1, tenMs, 19), made.skipped, made.expired]).toEqual([false, true, 1]);
  expect([made.serve(1, tenMs, 20), made.departureMs]).toEqual([true, 30]);
  expect([made.busyMs(30), made.rejected]).toEqual([30, 0]);
});
