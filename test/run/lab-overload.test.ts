import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

const BUSY = `
run: {requests: 60k, warmup: 10k, replications: 2}
sources: [{id: users, arrivals: {poisson: 1.5k/s}, path: [desk]}]
stations: [{id: desk, service: {exponential: 1ms}, overload: {kind: queueWait}}]
`;

test("refusal by queue wait holds the wait of half as much again as can be served; what is refused is shed", async () => {
  const { sources, stations } = await runLab(lab(BUSY));
  for (const part of [sources[0], stations[0]]) {
    expect(part?.figures.shed?.estimate).toBeGreaterThan(0.25);
    expect(part?.figures.shed?.estimate).toBeLessThan(0.5);
    const { offered, done, shed, refused } = part?.counts ?? {};
    expect([offered, refused]).toEqual([(done ?? 0) + (shed ?? 0), 0]);
  }
  expect(stations[0]?.figures["wait.p50"]?.estimate).toBeLessThan(500);
  const none = lab(BUSY.replace("kind: queueWait", "kind: none"));
  const [open] = (await runLab(none)).stations;
  expect(open?.counts.shed).toBe(0);
  expect(open?.figures["wait.p50"]?.estimate).toBeGreaterThan(5000);
});
