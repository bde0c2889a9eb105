import { expect, test } from "vitest";
import type { LabPart } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import type { LabScenario } from "../../src/scenario/lab/lab-scenario.ts";
import { loadAny } from "../../src/scenario/load.ts";
import { formatProblem } from "../../src/scenario/problem.ts";

function lab(text: string): LabScenario {
  const loaded = loadAny({ text, name: "lab.yaml" });
  if (!loaded.ok) throw new Error(loaded.problems.map(formatProblem).join("\n"));
  if (loaded.scenario.kind !== "lab") throw new Error("no lab");
  return loaded.scenario;
}

/** Groups of 500 of whom each reaches for the group's packet of 100 shares within 200 ms, one group a minute. */
const crowds = (engine: string) => `
version: 1
kind: lab
name: crowds
run: { requests: 20k, warmup: 0, replications: 2, seed: crowds }
sources: [{ id: groups, arrivals: { renewal: 1min, batch: 500 }, path: [reaction, packet] }]
stations: [{ id: reaction, servers: 1k, service: { uniform: { min: 0s, max: 200ms } } }]
sets:
  - id: set
    grab: { engine: ${engine}${engine === "cas" ? ", retries: 0" : ""} }
    database: { work: 1ms }
    packets: [{ id: packet, shares: 100, crowd: 500 }]
`;

test.each(["fifo", "db", "cas"])(
  "of each group of 500 with a packet of 100 shares, %s pays 100",
  async (engine) => {
    const result = await runLab(lab(crowds(engine)));
    expect(result.complete).toBe(true);
    const { counts, figures } = (result.packets as LabPart[])[0] as LabPart;
    const figure = (name: string) => figures[name]?.estimate ?? Number.NaN;
    expect(counts.offered).toBe(40_000);
    expect(counts.done + counts.refused).toBe(40_000);
    const opened = figure("opened") / figure("throughput");
    // Who was refused leaves a share reserved and unopened.
    expect(opened * counts.done + (engine === "fifo" ? counts.refused : 0)).toBeCloseTo(8000, -1);
    expect(figure("empty")).toBeCloseTo(1 - opened, 3);
    expect(figure("letDown") > 0).toBe(engine === "cas");
  },
);

test("how long a packet took is the time that has passed, and nothing else", async () => {
  const result = await runLab(
    lab(`
version: 1
kind: lab
name: alone
run: { requests: 100, warmup: 0, replications: 2 }
sources: [{ id: member, arrivals: { renewal: 1s }, path: [packet] }]
sets:
  - id: set
    grab: { engine: db }
    database: { replicas: 3, write: 2, work: 3ms, commits: 1G/s, legs: { write: 5ms, ack: 2ms } }
    packets: [{ id: packet }]
`),
  );
  for (const part of [result.sources[0], result.packets?.[0]]) {
    expect(part?.figures["response.mean"]?.estimate).toBeCloseTo(10, 4);
    expect(part?.figures["response.sd"]?.estimate).toBeLessThan(0.01);
  }
});

test("what a path or a figure may name includes packets, and nothing that is none", () => {
  const bad = `
version: 1
kind: lab
name: bad
sources: [{ id: member, arrivals: { renewal: 1s }, path: [pakcet] }]
sets: [{ id: set, database: { replicas: 2, write: 3 }, packets: [{ id: packet }, { id: set }] }]
exact: [{ of: packet, figure: waited, is: 1 }]
`;
  const loaded = loadAny({ text: bad, name: "bad.yaml" });
  const problems = loaded.ok ? [] : loaded.problems.map(formatProblem);
  expect(problems.join("\n")).toMatch(/did you mean "packet"/);
  expect(problems.join("\n")).toMatch(/found 3, expected at most the 2 replicas/);
  expect(problems.join("\n")).toMatch(/a name of its own/);
  expect(problems.join("\n")).toMatch(/name of a figure of packet/);
});
