import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { FcfsStation } from "../../../src/kernel/station.ts";
import { Dagor, type DagorParams } from "../../../src/model/control/dagor.ts";
import { userPriority } from "../../../src/model/control/user-priority.ts";

const stream = new RandomStream("dagor");
const PARAMS: DagorParams = {
  kind: "dagor",
  thresholdMs: 20,
  windowMs: 1000,
  windowRequests: 2000,
  decrease: 0.05,
  increase: 0.01,
  levels: 128,
};

/** A window's requests, one of each priority `times` over, then the end of the window. */
function window(control: Dagor, second: number, waitMs: number, upTo = 127, times = 1): number {
  for (let i = 0; i < times; i++) {
    for (let priority = 0; priority <= upTo; priority++) {
      if (control.admit(second * 1000 + 1, stream, priority)) control.observe(waitMs, second * 1000 + 2);
    }
  }
  control.admit((second + 1) * 1000, stream, 0);
  return control.level;
}

describe("Dagor", () => {
  it("lets in whoever is as important as its level, and nobody else", () => {
    const control = new Dagor(PARAMS);
    const level = window(control, 0, 100);
    for (let priority = 0; priority < 128; priority++) {
      expect(control.admit(1500, stream, priority)).toBe(priority <= level);
    }
  });

  it("goes down to the level that lets 5 % fewer in after overload, up to one that lets 1 % more in else", () => {
    const control = new Dagor(PARAMS);
    expect(window(control, 0, 20.1)).toBe(120);
    // 121 and the one that ended the window before: seven levels fewer.
    expect(window(control, 1, 20.1)).toBe(113);
    expect(window(control, 2, 20)).toBe(115);
    expect(window(control, 3, 0)).toBe(117);
  });

  it("ends a window after 2,000 requests as well", () => {
    const control = new Dagor(PARAMS);
    for (let i = 0; i < 2000; i++) {
      control.admit(i / 10, stream, i % 128);
      control.observe(100, i / 10);
    }
    expect(control.level).toBe(127);
    control.admit(200, stream, 0);
    expect(control.level).toBeLessThan(122);
  });

  it("opens its door step by step even when callers keep back all above its level", () => {
    const control = new Dagor(PARAMS);
    for (let second = 0; second < 20; second++) window(control, second, 100);
    const low = control.level;
    expect(low).toBeLessThan(60);
    for (let second = 20; second < 25; second++) {
      const before = control.level;
      const after = window(control, second, 0, before);
      expect(after).toBeGreaterThan(before);
      expect(after).toBeLessThanOrEqual(before + 2);
    }
  });

  it("counts a wait when service begins, however early it is told", () => {
    const control = new Dagor(PARAMS);
    control.admit(1, stream, 0);
    control.observe(500, 1500);
    control.admit(1000, stream, 0);
    expect(control.level).toBe(127);
    for (let priority = 0; priority < 128; priority++) control.admit(1001, stream, priority);
    control.admit(2001, stream, 0);
    expect(control.level).toBeLessThan(127);
  });

  it("keeps a server at twice its capacity busy, with a short queue, for the most important half of the users", () => {
    const control = new Dagor(PARAMS);
    const station = new FcfsStation();
    const draws = new RandomStream("dagor server");
    const served = new Float64Array(128);
    let count = 0;
    let waitSumMs = 0;
    // The queue of the first seconds, when the level is still on its way down, takes a minute to drain.
    for (let nowMs = 0; nowMs < 400_000; nowMs += draws.exponential(0.5)) {
      const priority = draws.integer(128);
      if (!control.admit(nowMs, stream, priority)) continue;
      const startMs = station.arrive(nowMs, draws.exponential(1));
      control.observe(startMs - nowMs, startMs);
      if (nowMs < 200_000) continue;
      count++;
      waitSumMs += startMs - nowMs;
      served[priority] = (served[priority] as number) + 1;
    }
    expect(count / 200_000).toBeGreaterThan(0.93);
    expect(waitSumMs / count).toBeLessThan(60);
    expect(served.slice(0, 50).every((n) => n > 2500)).toBe(true);
    expect(served.slice(80).reduce((sum, n) => sum + n, 0)).toBeLessThan(0.01 * count);
  });
});

describe("userPriority", () => {
  it("spreads users evenly, is the same within an hour and another in the next", () => {
    const counts = new Float64Array(128);
    for (let user = 0; user < 128_000; user++) {
      const priority = userPriority(user, 1000, 128);
      counts[priority] = (counts[priority] as number) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(1000 - 4.5 * Math.sqrt(1000));
    expect(Math.max(...counts)).toBeLessThan(1000 + 4.5 * Math.sqrt(1000));
    let same = 0;
    for (let user = 0; user < 12_800; user++) {
      expect(userPriority(user, 3_599_999, 128)).toBe(userPriority(user, 1000, 128));
      if (userPriority(user, 3_600_000, 128) === userPriority(user, 1000, 128)) same++;
    }
    expect(same).toBeLessThan(200);
  });
});
