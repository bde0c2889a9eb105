import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/kernel/random.ts";
import { RestQueue } from "../../../src/model/traffic/rest-queue.ts";

describe("RestQueue", () => {
  it("gives users back in the order in which they came, however many chunks they fill meanwhile, whoever looks ahead", () => {
    const queue = new RestQueue();
    const stream = new RandomStream("rest");
    let added = 0;
    let taken = 0;
    let wrong = 0;
    // Waves: up to hundreds of thousands, and down to nobody.
    for (let wave = 0; wave < 6; wave++) {
      const most = stream.integer(200_000);
      for (let i = 0; i < most; i++) {
        // Looking ahead, however far, takes nobody out.
        if (i % 100 === 0) queue.lookAhead(i % 20_000);
        queue.add(added, added);
        added++;
        if (i % 3 === 0 && queue.take() !== taken++) wrong++;
      }
      const left = wave % 2 === 0 ? 0 : stream.integer(queue.size);
      while (queue.size > left) if (queue.take() !== taken++) wrong++;
      expect(queue.size).toBe(added - taken);
    }
    expect(wrong).toBe(0);
    expect(added).toBeGreaterThan(100_000);
  });

  it("tells a rest at most an eighth of a millisecond too short and never too long", () => {
    const queue = new RestQueue();
    const stream = new RandomStream("ticks");
    let nowMs = 0;
    for (let i = 0; i < 10_000; i++) {
      const restMs = stream.exponential(i % 2 === 0 ? 0.1 : 4000);
      queue.add(i, nowMs);
      nowMs += restMs;
      const told = queue.restedMs(nowMs);
      expect(told).toBeLessThanOrEqual(restMs + 1e-6);
      expect(told).toBeGreaterThanOrEqual(restMs - 1 / 8);
      queue.take();
    }
  });
});
