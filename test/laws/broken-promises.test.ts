import { afterEach, describe, expect, test, vi } from "vitest";
import { Simulation } from "../../src/kernel/simulation.ts";
import { encodeResult } from "../../src/result/encode.ts";
import { runWorld, smallNight } from "./small-night.ts";

/** What the model opens as its streams, and a hand in it for the tests that break something. */
const streams = vi.hoisted(() => ({
  opened: [] as string[],
  nameOf: (name: string) => name,
  isOneForAll: false,
}));

vi.mock("../../src/kernel/random.ts", async (original) => {
  const real = await original<typeof import("../../src/kernel/random.ts")>();
  let shared: InstanceType<typeof real.RandomStream> | undefined;
  const openStream = (seed: string, name: string) => {
    streams.opened.push(name);
    if (!streams.isOneForAll) {
      shared = undefined;
      return real.openStream(seed, streams.nameOf(name));
    }
    shared ??= real.openStream(seed, "all");
    return shared;
  };
  return { ...real, openStream };
});

afterEach(() => {
  vi.unstubAllGlobals();
  streams.isOneForAll = false;
  streams.nameOf = (name) => name;
});

const night = (...set: string[]) => runWorld(smallNight("run.to=20:00:20", ...set)).result;
const bytes = () => encodeResult(night());
const offered = (...set: string[]) => night(...set).series.steps.shake.offered.slice(0, 20);

describe("the same scenario, seed and version: the same bytes", () => {
  test("so long as no part takes its chance from elsewhere: one stream seeded by the platform is found", () => {
    const once = bytes();
    expect(bytes()).toBe(once);
    streams.nameOf = (name) => (name.startsWith("journey/") ? `${name} ${Math.random()}` : name);
    expect(bytes()).not.toBe(once);
  });
});

describe("one random stream a named cause", () => {
  /** Names that were opened more than once while `work` ran. */
  const openedTwice = (work: () => void) => {
    streams.opened.length = 0;
    work();
    return streams.opened.filter((name, i) => streams.opened.indexOf(name) < i);
  };

  test("no two parts of a night open the same stream; two that do are found", () => {
    expect(openedTwice(() => night())).toEqual([]);
    expect(streams.opened.length).toBeGreaterThan(100);
    const first = streams.opened[0] as string;
    const twins = openedTwice(() => {
      night();
      night();
    });
    expect(twins).toContain(first);
  });

  test("a part more leaves the arrivals as they are, which one generator for all would not", () => {
    const more = "sets.storage.replicas=5";
    expect(offered(more)).toEqual(offered());
    streams.isOneForAll = true;
    const before = offered();
    streams.isOneForAll = false;
    offered();
    streams.isOneForAll = true;
    expect(offered(more)).not.toEqual(before);
  });
});

describe("simulated time only", () => {
  /** From now on whoever asks the platform for the time or for chance throws. */
  function takePlatformAway(): void {
    const refuse = (): never => {
      throw new Error("asked the platform");
    };
    // A date of a time that is given, as the scenario's clock needs, is arithmetic.
    class NoDate extends Date {
      static override now = refuse;
      constructor(...given: [number] | []) {
        super(given[0] ?? refuse());
      }
    }
    vi.stubGlobal("Date", NoDate);
    vi.stubGlobal("performance", { now: refuse });
    vi.stubGlobal("Math", Object.create(Math, { random: { value: refuse } }));
  }

  test("a night is the same, to the byte, where the platform has neither clock nor chance", () => {
    const once = bytes();
    const scenario = smallNight("run.to=20:00:20");
    takePlatformAway();
    expect(encodeResult(runWorld(scenario).result)).toBe(once);
  });

  test.each([
    ["Date.now", () => Date.now()],
    ["new Date", () => new Date()],
    ["performance.now", () => performance.now()],
    ["Math.random", () => Math.random()],
  ])("a part that asks for %s is found there", (_, asks) => {
    const sim = new Simulation();
    sim.callAt(5, () => void asks());
    takePlatformAway();
    expect(() => sim.runUntil(10)).toThrow("asked the platform");
  });
});
