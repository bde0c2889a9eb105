import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

test("a client whose attempt is gone without a word withdraws nobody else's", async () => {
  const { sources } = await runLab(
    lab(`
run: {requests: 5k, warmup: 0, replications: 2}
sources:
  - {id: hasty, arrivals: {poisson: 20/s}, path: [air], client: {timeout: 20ms, withdraw: true}}
  - {id: calm, arrivals: {poisson: 5/s}, path: [desk]}
stations: [{id: desk, service: {exponential: 100ms}}]
links: [{id: air, bandwidth: 1Gbps, delay: 5ms, loss: 30%, message: 100B}]
`),
  );
  const calm = sources[1]?.counts;
  expect(calm?.done).toBe(calm?.offered);
});
