import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "./lab-text.ts";

const AWAY = `
run: {requests: 3k, warmup: 0, replications: 20}
sources: [{id: users, arrivals: {poisson: 50/s}, path: [desk], client: {timeout: 1s, retries: 1}}]
stations: [{id: desk, service: 10ms, outages: [{from: 20s, to: 30s}]}]
`;

async function series(text: string) {
  const { series: told } = await runLab(lab(text));
  const values = (of: string, quantity: string) =>
    told?.parts.find((part) => part.of === of && part.quantity === quantity)?.values ?? [];
  return { windowMs: told?.windowMs, windows: told?.windows ?? 0, values };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

test("a server that goes away takes the goodput with it; what is offered stays, attempts double, the queue grows", async () => {
  const { windowMs, windows, values } = await series(AWAY);
  expect(windowMs).toBe(1000);
  expect(windows).toBeGreaterThanOrEqual(55);
  const [before, away] = [(of: number[]) => mean(of.slice(5, 20)), (of: number[]) => mean(of.slice(22, 30))];
  for (const phase of [before, away])
    expect(Math.abs(phase(values("users", "offered")) - 50)).toBeLessThan(3);
  expect(Math.abs(before(values("users", "done")) - 50)).toBeLessThan(3);
  expect(away(values("users", "done"))).toBe(0);
  expect(away(values("users", "attempts"))).toBeGreaterThan(95);
  expect(away(values("desk", "busy"))).toBe(0);
  expect(before(values("desk", "busy"))).toBeCloseTo(0.5, 1);
  expect(values("desk", "waiting")[29]).toBeGreaterThan(400);
});

test("windows grow by tens, so that a run of any length has 50 to 500", async () => {
  for (const [rate, windowMs] of [
    ["100k/s", 1],
    ["100/s", 100],
    ["1/s", 10_000],
  ] as const) {
    const told = await series(`
run: {requests: 5k, warmup: 0, replications: 3}
sources: [{id: users, arrivals: {poisson: ${rate}}, path: [desk]}]
stations: [{id: desk, servers: 1M, service: 1us}]
`);
    expect(told.windowMs).toBe(windowMs);
    expect(told.windows).toBeGreaterThanOrEqual(45);
    expect(told.windows).toBeLessThanOrEqual(500);
    // Everything that was offered is in some window.
    const offered = told.values("users", "offered").reduce((sum, x) => sum + (x * windowMs) / 1000, 0);
    expect(Math.abs(offered - 5000)).toBeLessThan(5000 / 40);
  }
});
