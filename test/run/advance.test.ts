import { expect, test } from "vitest";
import { run } from "../../src/run/run.ts";
import { smallNight } from "../laws/small-night.ts";

/** How often a run of three seconds, one of them to drain, asks whether it should stop. */
async function asked(k: number): Promise<number> {
  let times = 0;
  const shouldStop = () => {
    times++;
    return false;
  };
  const night = smallNight("traffic.shake.background=[]", "traffic.shake.rounds=[]", "run.drain=1s");
  await run(night, { k, fromMs: 60_000, toMs: 62_000, shouldStop });
  return times;
}

test("the finer the scale, the more often a run lets the process serve signals", async () => {
  const [coarse, fine] = [await asked(1000), await asked(10)];
  expect(fine).toBe(10 * coarse);
});
