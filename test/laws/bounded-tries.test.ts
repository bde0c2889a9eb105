import { expect, test } from "vitest";
import type { World } from "../../src/model/world.ts";
import { brokenLaws } from "../../src/run/broken-laws.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** Everything that makes somebody try again: half of the messages over the line are lost, sets fail, answers come late. */
const BAD_NIGHT = [
  "run.to=20:00:40",
  `faults=[${[
    '{kind: degradeLine, line: sz-sh-main, loss: 50%, at: "20:00:01"}',
    // All of Shenzhen's but one, and one of Shanghai's.
    ...["00", "01", "02", "06", "07", "03"].map(
      (set) => `{kind: setDatabaseDown, set: set-${set}, at: "20:00:01"}`,
    ),
  ].join()}]`,
  "routes.sz-sh.hello.dead=1000",
  "client.retries=2",
  "client.timeout={wifi: 300ms, cellular: 300ms}",
  "sets.createTries=2",
  "sets.health.maskedMax=0%",
  "network={callTimeout: 50ms, callRetries: 3, showRetries: 2}",
];

/** What is hidden behind the parts' own words. */
type Inside = {
  journey: { client: { triesAgain: (attempts: number) => boolean } };
  calls: { tried: { triesMax: number }; again: { retriesMax: number } };
  mail: { showings: { retries: number } };
};
const insides = (world: World) => world.edges as unknown as readonly Inside[];

function night(breaks: (edge: Inside) => void): string {
  const { world, result } = runWorld(smallNight(...BAD_NIGHT), { warmUpMs: 0 }, (made) => {
    for (const edge of insides(made)) breaks(edge);
  });
  return brokenLaws(world, result).join("; ");
}

test("nobody tries more often than the scenario allows, and everybody as often", () => {
  const { world, result } = runWorld(smallNight(...BAD_NIGHT), { warmUpMs: 0 });
  expectLawful(world, result);
  for (const { journey, calls, mail } of world.edges)
    expect([journey.attemptsMost, calls.tried.most, calls.again.most, mail.showings?.most]).toEqual([
      3, 2, 4, 3,
    ]);
});

test.each<[string, (edge: Inside) => void, RegExp]>([
  [
    "a handset that does not give up",
    ({ journey }) => {
      journey.client.triesAgain = (attempts) => attempts <= 4;
    },
    /sz: 5 attempts of one request, where 3 are allowed/,
  ],
  [
    "an order that goes from set to set",
    ({ calls }) => {
      calls.tried.triesMax = 3;
    },
    /sz: 3 sets tried for one order, where 2 are allowed/,
  ],
  [
    "a call that is made again and again",
    ({ calls }) => {
      calls.again.retriesMax = 4;
    },
    /sz: 5 calls about one order, where 4 are allowed/,
  ],
  [
    "a showing that is sent again and again",
    ({ mail }) => {
      mail.showings.retries = 4;
    },
    /sz: 5 times one packet was sent to be shown, where 3 are allowed/,
  ],
])("the check of tries finds %s", (_, breaks, told) => {
  expect(night(breaks)).toMatch(told);
});
