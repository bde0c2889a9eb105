import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { renderLab } from "../../src/report/lab/lab-report.ts";
import type { LabResult } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { lab } from "../run/lab-text.ts";

const HOSTILE = '</script><script>alert(1)</script>"\u202e';

const SCENARIO = lab(`
run: {requests: 2k, warmup: 100, replications: 5}
sources: [{id: users, arrivals: {poisson: 5/s}, path: [air, desk, store]}]
stations: [{id: desk, servers: 2, service: {exponential: 200ms}}]
links: [{id: air, bandwidth: 1Mbps, delay: 5ms, message: 100B}]
replicaGroups: [{id: store, replicas: 3, write: 2, read: 2, legs: {write: 1ms, ack: 1ms, read: 1ms, reply: 1ms}}]
exact: [{of: desk, figure: utilisation, is: 0.5, tolerance: 50%}]
`);

async function result(changes: Partial<LabResult> = {}): Promise<LabResult> {
  return { ...(await runLab(SCENARIO)), command: "hongbao run FILE --seed=x", ...changes };
}

test("the page of a lab shows its known values with their verdicts, every part, and a chart for each over time", async () => {
  const page = renderLab(await result());
  expect(page).toContain("holds 1, fails 0, undecided 0");
  for (const id of ["users", "desk", "air", "store"]) expect(page).toContain(`>${id} response<`);
  expect(page.match(/<figure /g)?.length).toBe(
    new Set((await result()).series?.parts.map(({ of }) => of)).size,
  );
  expect(page).toContain("hongbao run FILE --seed=x");
});

test("the page of a lab has no script, names its style by hash, and shows hostile names as text", async () => {
  const whole = await result();
  const page = renderLab({
    ...whole,
    scenario: { ...whole.scenario, name: HOSTILE, description: HOSTILE },
    seed: HOSTILE,
    command: HOSTILE,
    complete: false,
    incompleteBecause: [HOSTILE],
  });
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");
  expect(page).toContain(`style-src 'sha256-${hash}'`);
  expect(page).not.toMatch(/<script|\u202e|<link|@import|url\(http|src=/);
  expect(page).toContain("Not the whole run");
});

test("the same result gives the same bytes, and a run without a window still has its page", async () => {
  expect(renderLab(await result())).toBe(renderLab(await result()));
  expect(renderLab(await result({ series: null }))).toContain("No replication came to the end of a window.");
});
