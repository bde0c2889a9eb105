import { describe, expect, test } from "vitest";
import { LINE_USES, USE_PROBES } from "../../src/model/network/line-use.ts";
import { type Result, STEPS, type Step } from "../../src/result/result.ts";
import { runWorld, smallNight } from "./small-night.ts";

const night = (...set: string[]) => runWorld(smallNight(...set), { warmUpMs: 0 });
const mean = ({ network }: Result, step: Step, of: "roundTrips" | "hops" | "lineMessages" | "lineBytes") => {
  const chain = network?.chain?.[step];
  return chain === undefined ? Number.NaN : chain[of] / chain.requests;
};

describe("what a request costs behind the access servers", () => {
  const { world, result } = night();

  test("every message on a line belongs to a step, and its bytes do", () => {
    const chains = Object.values(result.network?.chain ?? {});
    const lines = world.edges.flatMap(({ ways }) => ways.flatMap((way) => way?.lines ?? []));
    const { k } = world.params;
    const sum = (of: number[]) => of.reduce((total, one) => total + one, 0);
    expect(sum(chains.map(({ lineMessages }) => lineMessages))).toBe(
      k * sum(lines.map(({ offered }) => offered)),
    );
    const bytes = lines.map(({ bytesFor }) => sum([...bytesFor]) - (bytesFor[USE_PROBES] as number));
    expect(sum(chains.map(({ lineBytes }) => lineBytes))).toBeCloseTo(k * sum(bytes), 3);
    expect(LINE_USES.length).toBeGreaterThan(USE_PROBES);
  });

  test("requests are all that began", () => {
    for (const step of STEPS)
      expect(result.network?.chain?.[step].requests).toBe(result.totals[step].offered);
  });

  test("with the order in its own city a call is one round trip and two hops", () => {
    // Orders are created where their users are; nothing is lost on this night.
    const { send } = result.network?.chain ?? {};
    expect(send?.roundTrips).toBe(send?.requests);
    expect(send?.hops).toBe(2 * (send?.requests ?? 0));
    expect(send?.lineBytes).toBe(0);
    // An open of the other city's packet is four hops, two of them over the line, of 500 B each.
    const crossed = mean(result, "open", "lineMessages") / 2;
    expect(crossed).toBeGreaterThan(0.1);
    expect(mean(result, "open", "hops")).toBeCloseTo(2 + 2 * crossed, 9);
    expect(mean(result, "open", "lineBytes")).toBeCloseTo(1000 * crossed, 6);
  });

  test("a shake costs what it wins", () => {
    const { shake } = result.totals;
    expect(mean(result, "shake", "roundTrips")).toBeCloseTo((shake.outcomes.won ?? 0) / shake.offered, 9);
  });

  test("from an access server each operation is a round trip, and a connection one more", () => {
    const far = night("chain.orders={logic: access, operations: 3}", "chain.connections=new").result;
    expect(mean(far, "send", "roundTrips")).toBe(4);
    expect(mean(far, "send", "hops")).toBe(8);
    expect(mean(far, "open", "roundTrips")).toBe(4);
    const crossed = mean(far, "open", "lineMessages") / 8;
    expect(mean(far, "open", "hops")).toBeCloseTo(8 + 8 * crossed, 9);
    expect(mean(far, "open", "lineBytes")).toBeCloseTo((3 * 1000 + 2 * 66) * crossed, 6);
  });

  test("in a campus near the user logic is a round trip away, and each operation leaves from there", () => {
    const far = night("chain.orders={logic: near, operations: 3}", "chain.connections=new").result;
    // Two to the logic and back, with its handshake; four to the data and back, with theirs.
    expect(mean(far, "send", "roundTrips")).toBe(6);
    expect(mean(far, "send", "hops")).toBe(12);
    const crossed = mean(far, "open", "lineMessages") / 8;
    // To the other city each trip is six hops in place of two: out of the campus, over the line, into the other's.
    expect(mean(far, "open", "hops")).toBeCloseTo(4 + 8 + 16 * crossed, 9);
    expect(mean(far, "open", "lineBytes")).toBeCloseTo((3 * 1000 + 2 * 66) * crossed, 6);
  });

  test("each step has its own place, and the others are where they were", () => {
    const steps = "{grab: {logic: access, operations: 2}, open: {logic: near, operations: 4}}";
    const mixed = night(`chain.steps=${steps}`).result;
    const crossed = (step: Step, trips: number) => mean(mixed, step, "lineMessages") / (2 * trips);
    expect(mean(mixed, "grab", "roundTrips")).toBe(2);
    expect(mean(mixed, "grab", "hops")).toBeCloseTo(4 * (1 + crossed("grab", 2)), 9);
    expect(mean(mixed, "grab", "lineBytes")).toBeCloseTo(2 * 1000 * crossed("grab", 2), 6);
    expect(mean(mixed, "open", "roundTrips")).toBe(5);
    expect(mean(mixed, "open", "hops")).toBeCloseTo(2 + 8 + 4 * 4 * crossed("open", 4), 9);
    expect(mean(mixed, "open", "lineBytes")).toBeCloseTo(4 * 1000 * crossed("open", 4), 6);
    for (const of of [mixed, result]) {
      expect(mean(of, "send", "roundTrips")).toBe(1);
      expect(mean(of, "send", "hops")).toBe(2);
      expect(mean(of, "share", "roundTrips")).toBe(1);
    }
  });

  test("what is afar takes as much longer as its round trips take", () => {
    const sendMs = (...set: string[]) =>
      night("run.to=20:00:10", ...set).result.latencyMs.send.service.mean ?? 0;
    const owner = sendMs();
    // Orders are made in the user's own city: a round trip is twice 0.75 ms.
    const [access, near] = (["access", "near"] as const).map((place) =>
      sendMs(`chain.steps={send: {logic: ${place}, operations: 20}}`),
    ) as [number, number];
    expect(Math.abs(access - owner - 19 * 1.5)).toBeLessThan(0.02 * access);
    expect(Math.abs(near - access - 1.5)).toBeLessThan(0.02 * access);
  });

  test("through a third region, where nobody enters, it is two hops more, each over a line", () => {
    const third = [
      "regions=[{id: sz, users: 50%, campuses: [a]}, {id: sh, users: 50%, campuses: [b]}, {id: tj, users: 0%, campuses: [c], orders: sz}]",
      "lines=[{id: x, between: [sz, sh], bandwidth: 1Gbps, delay: 15ms}, {id: y, between: [sz, tj], bandwidth: 1Gbps, delay: 15ms}, {id: z, between: [sh, tj], bandwidth: 1Gbps, delay: 15ms}]",
      "routes=[{id: r, between: [sz, sh], lines: [x], via: [tj]}, {id: s, between: [sz, tj], lines: [y]}, {id: t, between: [sh, tj], lines: [z]}]",
    ];
    const straight = night(...third).result;
    const round = night(...third, "faults=[{kind: cutLine, line: x, at: 0s}]").result;
    for (const of of [straight, round])
      expect(mean(of, "open", "hops")).toBeCloseTo(2 + mean(of, "open", "lineMessages"), 1);
    // Nobody enters there. Twice as many, but for a few seconds until the way round is taken.
    const ratio = mean(round, "open", "lineMessages") / mean(straight, "open", "lineMessages");
    expect(ratio).toBeGreaterThan(1.85);
    expect(ratio).toBeLessThan(2.02);
  });
});
