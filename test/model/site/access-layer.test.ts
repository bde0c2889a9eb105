import { describe, expect, test } from "vitest";
import { compileDistribution } from "../../../src/kernel/distribution.ts";
import { openStream } from "../../../src/kernel/random.ts";
import { createOverloadControl } from "../../../src/model/control/overload-control.ts";
import { Priorities } from "../../../src/model/control/priorities.ts";
import { AccessLayer } from "../../../src/model/site/access-layer.ts";
import { AccessRungs } from "../../../src/model/site/access-rungs.ts";
import { AccessServer } from "../../../src/model/site/access-server.ts";
import { createRelease } from "../../../src/model/site/release.ts";

function server(name: string): AccessServer {
  return new AccessServer({
    name,
    workers: 1,
    queueMax: 100,
    speed: 1,
    overload: createOverloadControl({ kind: "none" }),
    priorities: new Priorities([0], 1),
    rungs: new AccessRungs(),
    release: createRelease({ rateRps: 0, windows: [] }),
    stream: openStream("layer", name),
    windowMs: 1000,
  });
}

/** Two clusters of carrier 0, one with three times the servers of the other, and one of carrier 1. */
function layer(shared = false) {
  const [large, small, other] = [server("large"), server("small"), server("other")];
  const cluster = (id: string, entry: number, servers: number, lane: AccessServer) => ({
    id,
    idc: id,
    entry,
    servers,
    lanes: [lane],
  });
  const made = new AccessLayer(
    [cluster("a", 0, 30, large), cluster("b", 0, 10, shared ? large : small), cluster("c", 1, 5, other)],
    2,
  );
  return { made, large, small, other };
}

const N = 20_000;
const stream = openStream("layer", "clients");
const share = (made: AccessLayer, of: AccessServer | undefined) =>
  Array.from({ length: N }, () => made.pick(0, stream.uniform())).filter((one) => one === of).length / N;
/** Four standard errors of a share of one half at most. */
const NEAR = 4 * Math.sqrt(0.25 / N);

describe("a client", () => {
  test("connects to its own carrier's clusters only, each by its number of servers", () => {
    const { made, large, small, other } = layer();
    expect(Math.abs(share(made, large) - 0.75)).toBeLessThan(NEAR);
    expect(Math.abs(share(made, small) - 0.25)).toBeLessThan(NEAR);
    expect(made.pick(1, stream.uniform())).toBe(other);
  });

  test("finds nobody at a lost cluster until its list leaves it out", () => {
    const { made, large, small } = layer();
    made.setLost(0, true);
    expect(Math.abs(share(made, undefined) - 0.75)).toBeLessThan(NEAR);
    made.setAvoided(0, true);
    expect(share(made, small)).toBe(1);
    made.setLost(0, false);
    expect(share(made, small)).toBe(1);
    made.setAvoided(0, false);
    expect(Math.abs(share(made, large) - 0.75)).toBeLessThan(NEAR);
  });

  test("finds nobody where all clusters of its carrier are left out, and others are not touched", () => {
    const { made, other } = layer();
    made.setAvoided(0, true);
    made.setAvoided(1, true);
    expect(made.pick(0, stream.uniform())).toBe(undefined);
    expect(made.pick(1, stream.uniform())).toBe(other);
  });
});

test("a server that stands for several clusters is as strong as those of them that are left", () => {
  const { made, large } = layer(true);
  const service = compileDistribution({ kind: "constant", value: 1 });
  made.setLost(0, true);
  expect(large.serve(0, service)).toBe(true);
  expect(large.departureMs).toBe(4);
  made.setLost(0, false);
  large.serve(10, service);
  expect(large.departureMs).toBe(11);
});

test("a cluster that is not there is a fault of ours", () => {
  expect(() => layer().made.setLost(7, true)).toThrow(/access layer.*there is no cluster 7/);
});
