import { describe, expect, test } from "vitest";
import type { SetCell } from "../../src/model/site/set-cell.ts";
import type { World } from "../../src/model/world.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const cellOf = (world: World, name: string) =>
  world.idcs.flatMap(({ cells }) => cells).find((cell) => cell.parts.name === name) as SetCell;
const DOWN = 'faults=[{kind: setDatabaseDown, set: set-03, at: "20:00:30", for: 40s}]';
const SOON = "client.later.pause={constant: 10s}";

describe("what lives in a set whose database is down", () => {
  const { world, result } = runWorld(smallNight(DOWN, SOON, "client.later.share=100%"));
  const { open, grab } = result.simulated;

  test("is promised for later: refused by `later` alone, and nothing fails", () => {
    expect(open.refused).toEqual({ later: expect.any(Number) });
    expect(open.refused.later).toBeGreaterThan(10);
    expect([open.failed, grab.failed, grab.refused]).toEqual([{}, {}, {}]);
  });

  test("is opened later by everybody who was told so: each page leads to one more opening", () => {
    expect(open.again).toBe(open.refused.later);
    expect(result.money.sharesOpened / result.scale.k).toBe(
      (open.outcomes.opened ?? 0) + (result.simulated.shake.outcomes.won ?? 0),
    );
    expectLawful(world, result);
  });

  test("is not looked for elsewhere: of all sets this one alone says so", () => {
    for (const { cells } of world.idcs)
      for (const { later, parts } of cells)
        expect([parts.name, later.some((count) => count > 0)]).toEqual([parts.name, parts.name === "set-03"]);
  });
});

test("a set whose writes are not acknowledged, but whose copies can be read, shows the page from cache or copy", () => {
  const crashes = [0, 1].map(
    (replica) => `{kind: crashReplica, set: set-03, replica: ${replica}, at: "20:00:30", for: 40s}`,
  );
  const { world, result } = runWorld(
    smallNight(`faults=[${crashes.join(", ")}]`, "sets.cache.hit=50%", SOON, "run.drain=5min"),
  );
  const { withPage, withoutPage } = result.later ?? {};
  expect(withPage?.replica).toBeGreaterThan(0);
  expect(withPage?.cache).toBeGreaterThan(0);
  expect(withoutPage).toBeLessThan((withPage?.cache ?? 0) + (withPage?.replica ?? 0));
  expectLawful(world, result);
});

test("a handset that tries busy pages again does not try this one: people come back, phones do not", () => {
  const { result } = runWorld(smallNight(DOWN, SOON, "client.retryWhenBusy=true", "client.later.share=0%"));
  const { open } = result.simulated;
  expect(open.refused.later).toBeGreaterThan(10);
  expect(open.attempts).toBe(open.offered);
  expect(open.again).toBe(undefined);
});

describe("a packet that expires while its set's database is down", () => {
  // Packets live for 30 s; the database is away from the thirtieth second to the ninetieth.
  const night = smallNight(
    'faults=[{kind: setDatabaseDown, set: set-03, at: "20:00:30", for: 60s}]',
    "packets.expiry=30s",
    "client.later.share=100%",
    SOON,
  );
  const refunded: [ms: number, fen: number, elsewhereFen: number][] = [];
  const { world, result } = runWorld(night, { sliceMs: 5000 }, (built) => {
    const run = built.runUntil.bind(built);
    built.runUntil = (ms) => {
      const whole = run(ms);
      refunded.push([
        ms,
        cellOf(built, "set-03").parts.ledger.refundedFen,
        cellOf(built, "set-04").parts.ledger.refundedFen,
      ]);
      return whole;
    };
  });
  const between = (fromMs: number, toMs: number) => refunded.filter(([ms]) => ms >= fromMs && ms <= toMs);

  test("goes back to its sender once the database is back, and not before, for a refund is a write", () => {
    const away = between(30_000, 90_000);
    expect(new Set(away.map(([, fen]) => fen)).size).toBe(1);
    expect(new Set(away.map(([, , fen]) => fen)).size).toBeGreaterThan(3);
    const [, before = 0] = away.at(-1) ?? [];
    expect(between(95_000, 95_000)[0]?.[1]).toBeGreaterThan(before);
  });

  test("is never paid twice: opened, or refunded, to the fen", () => {
    expectLawful(world, result);
    expect(result.money.remainingFen).toBe(0);
    // Who comes back to what has expired is told that it is gone.
    expect(result.simulated.open.outcomes.gone).toBeGreaterThan(0);
  });
});
