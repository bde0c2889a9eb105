import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "../theory/lab-cases.ts";

/** Binomial(1000, .95) stays within [926, 971] with a probability of 99.9 %. */
test("nominal 95 % intervals cover the true mean wait in 92.6 to 97.1 % of 1,000 experiments", async () => {
  const set = ["run.requests=10k", "run.warmup=5k", "run.replications=20"];
  const lab = readLab("mm1", set);
  let covered = 0;
  for (let experiment = 0; experiment < 1000; experiment++) {
    const { stations } = await runLab(lab, { seed: `coverage ${experiment}` });
    const wait = stations[0]?.figures["wait.mean"];
    if ((wait?.low ?? Number.NaN) <= 4000 && 4000 <= (wait?.high ?? Number.NaN)) covered++;
  }
  expect(covered).toBeGreaterThanOrEqual(926);
  expect(covered).toBeLessThanOrEqual(971);
});
