import type { Incident, Result } from "../../src/result/result.ts";

const side = (requests: number, answered: number): NonNullable<Incident["blast"]>["inside"] => ({
  requests,
  answered,
  refused: 0,
  failed: requests - answered,
  availability: answered / requests,
});

/** What became of the two faults of the fixture's evening: a set's database and a line. */
export const fixtureIncidents: Incident[] = [
  {
    kind: "setDatabaseDown",
    part: "set-07",
    text: "database of set-07 crashed",
    atMs: 5_760_000,
    untilMs: 6_000_000,
    foundAfterMs: 3000,
    avoidedAfterMs: 4000,
    recoveredAfterMs: 241_000,
    returnedAfterMs: 251_000,
    touched: { requests: 153_000, membersUnseen: 0, attemptsWithoutAccess: 0 },
    blast: {
      share: 0.0051,
      theory: 1 / 48,
      inside: side(760_000, 609_520),
      outside: side(149_000_000, 148_998_510),
    },
    survivors: {
      sets: { away: 1, of: 24, theory: 24 / 23, meanLoad: 1.04, busiestLoad: 1.2, peakUtilisation: 0.82 },
      access: null,
    },
  },
  {
    kind: "cutLine",
    part: "sz-sh-main",
    text: "line cut",
    atMs: 7_290_000,
    untilMs: 7_560_000,
    foundAfterMs: 1200,
    avoidedAfterMs: null,
    recoveredAfterMs: 0,
    returnedAfterMs: null,
    touched: { requests: 0, membersUnseen: 1200, attemptsWithoutAccess: 0 },
    blast: {
      share: 0.31,
      theory: null,
      inside: side(46_000_000, 45_900_000),
      outside: side(98_000_000, 97_999_000),
    },
    survivors: null,
  },
];

/** What the lines carried and lost, and how the route switched. */
export const fixtureNetwork: NonNullable<Result["network"]> = {
  lines: ["sz-sh-main:sz>sh", "sz-sh-main:sh>sz", "sz-sh-backup:sz>sh", "sz-sh-backup:sh>sz"].map(
    (id, i) => ({
      id,
      peakUtilisation: i < 2 ? 0.41 : 0.82,
      bytes: { answers: i < 2 ? 181_000_000_000 : 12_000_000_000, calls: 9_000_000_000, shown: 0 },
      lost: { full: 0, loss: 0, cut: i < 2 ? 712_000 : 0, inFlight: i < 2 ? 6700 : 0 },
    }),
  ),
  routes: [
    {
      id: "sz-sh:sz>sh",
      unsent: 0,
      switches: [
        { atMs: 7_291_200, from: "sz-sh-main", to: "sz-sh-backup" },
        { atMs: 7_590_000, from: "sz-sh-backup", to: "sz-sh-main" },
      ],
    },
  ],
};
