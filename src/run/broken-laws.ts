import type { Showings } from "../model/workflow/showings.ts";
import type { World } from "../model/world.ts";
import { type Result, STEPS } from "../result/result.ts";

/** Parts that cannot be busier than all of the time: what they pass on takes of their capacity, bit by bit. */
const NEVER_OVER_FULL = ["carriers", "lines", "clusters"];

/** For sums of multiples of a scale that is no whole number. */
const SLACK = 1e-6;

/**
 * A sentence for each law that a run has broken; none, unless this program is wrong. Looked at in every run, once its
 * result is drawn up: requests are conserved, step by step and window by window, and no link or server did more than it
 * can. The books of the money are kept by `collectMoney`.
 */
export function brokenLaws(world: World, result: Result): string[] {
  return [
    ...unaccounted(result),
    ...negative(result),
    ...mislaid(world, result),
    ...untimed(result),
    ...overFull(result),
    ...unshown(world),
    ...unbounded(world),
  ];
}

/** Offered = answered + refused by reason + failed by reason + in flight, and every answer said something. */
function unaccounted({ simulated }: Result): string[] {
  return STEPS.flatMap((step) => {
    const { offered, attempts, answered, refused, failed, inFlight, outcomes } = simulated[step];
    const answers = answered.full + answered.degraded;
    const told = answers + sum(refused) + sum(failed) + inFlight;
    return [
      ...(told === offered ? [] : [`${step}: ${offered} were offered, but ${told} are accounted for`]),
      ...(sum(outcomes) === answers ? [] : [`${step}: ${answers} answers had ${sum(outcomes)} outcomes`]),
      ...(attempts >= offered ? [] : [`${step}: ${offered} were offered in ${attempts} attempts`]),
    ];
  });
}

/** At no window's end have more ended than were offered by then. */
function negative({ series: { steps, fromMs, stepWindowMs }, scale }: Result): string[] {
  return STEPS.flatMap((step) => {
    const window = steps[step].inFlight.findIndex((level) => level < -SLACK * scale.k);
    if (window === -1) return [];
    const level = (steps[step].inFlight[window] as number) / scale.k;
    return [`${step}: ${level} in flight at ${fromMs + (window + 1) * stepWindowMs} ms`];
  });
}

/** Whoever counts as in flight at the end of a whole run is on some edge's list, where answers on their way down are too. */
function mislaid({ edges }: World, { simulated, complete }: Result): string[] {
  if (!complete) return [];
  const inFlight = STEPS.reduce((total, step) => total + simulated[step].inFlight, 0);
  const listed = edges.reduce((total, { requests }) => total + requests.size, 0);
  return inFlight <= listed
    ? []
    : [`${inFlight} requests count as in flight, but ${listed} are on their way`];
}

/**
 * Every answer has its two latencies and nothing else has any: one that is lost, counted again with a retry, or counted
 * from the last attempt in place of the first, would flatter the tail.
 */
function untimed({ simulated, latencyMs }: Result): string[] {
  return STEPS.flatMap((step) => {
    const { full, degraded } = simulated[step].answered;
    const { client, service } = latencyMs[step];
    const isSooner =
      client.mean !== null && service.mean !== null && client.mean < service.mean * (1 - SLACK);
    return [
      ...(client.count === full + degraded && service.count === full + degraded
        ? []
        : [
            `${step}: ${full + degraded} answers have ${client.count} client and ${service.count} service latencies`,
          ]),
      ...(isSooner
        ? [`${step}: answered in ${client.mean} ms, of which the service took ${service.mean} ms`]
        : []),
    ];
  });
}

/** Nobody tries more often than the scenario allows: retries of retries are how an outage feeds itself. */
function unbounded({ edges, params }: World): string[] {
  const { client, network, sets } = params.scenario;
  return edges.flatMap(({ name, journey, calls, mail }) => {
    const most: [made: number, allowed: number, what: string][] = [
      [journey.attemptsMost, 1 + client.retries, "attempts of one request"],
      [calls.tried.most, sets.createTries, "sets tried for one order"],
      [calls.again.most, 1 + network.callRetries, "calls about one order"],
      [mail.showings?.most ?? 1, 1 + network.showRetries, "times one packet was sent to be shown"],
    ];
    return most.flatMap(([made, allowed, what]) =>
      made <= allowed ? [] : [`${name}: ${made} ${what}, where ${allowed} are allowed`],
    );
  });
}

/** A packet to be shown in another region is shown there once, given up, or on its way. */
function unshown({ edges }: World): string[] {
  const all = edges.flatMap(({ mail }) => (mail.showings === undefined ? [] : [mail.showings]));
  const total = (of: (showings: Showings) => number) => all.reduce((n, showings) => n + of(showings), 0);
  const sent = total(({ counts }) => counts.sent);
  const shown = total(({ counts }) => counts.shown);
  const givenUp = total(({ counts }) => counts.givenUp);
  const underWay = total((showings) => showings.underWay);
  if (shown <= sent && sent <= shown + givenUp + underWay) return [];
  return [
    `${sent} packets were sent to be shown: ${shown} were, ${givenUp} were given up, ${underWay} are on their way`,
  ];
}

function overFull({ series: { parts, fromMs, partWindowMs } }: Result): string[] {
  return NEVER_OVER_FULL.flatMap((family) =>
    Object.entries(parts[family] ?? {}).flatMap(([part, metrics]) =>
      Object.entries(metrics).flatMap(([metric, values]) => {
        if (!/utilisation$/i.test(metric)) return [];
        const window = values.findIndex((value) => value !== null && value > 1 + SLACK);
        if (window === -1) return [];
        return [
          `${part}: ${metric} of ${values[window]} in the window from ${fromMs + window * partWindowMs} ms`,
        ];
      }),
    ),
  );
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
