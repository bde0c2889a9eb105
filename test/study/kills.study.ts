import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStream } from "../../src/kernel/random.ts";
import { deskFile, finished, hongbao, killedAndResumed } from "../cli/sweep-process.ts";
import { throughRedis } from "../cli/sweep-through-redis.ts";

const RUNS = 200;
const KILLS = 5;
const DOCUMENTS = ["plan.json", "sweep.json", "points.csv", "runs.csv", "report.html"];

let folder = "";
let sweep: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-kills-"));
  const file = deskFile(folder);
  sweep = ["sweep", file, "--vary", "stations.desk.servers=10..19", "--seeds", `${RUNS / 10}`, "--quiet"];
  await hongbao([...sweep, "--workers", "1", "--out", join(folder, "unharmed")]).ended;
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function expectWhole(out: string): void {
  expect(finished(join(folder, out)).size).toBe(RUNS);
  for (const name of DOCUMENTS)
    expect(readFileSync(join(folder, out, name), "utf8")).toBe(
      readFileSync(join(folder, "unharmed", name), "utf8"),
    );
}

test("200 runs killed (-9) five times at random and resumed: nothing is lost, nothing is done twice", async () => {
  const random = openStream("kills", "when");
  const killAt = Array.from({ length: KILLS }, () => 1 + Math.floor(random.uniform() * (RUNS - 2)));
  killAt.sort((a, b) => a - b);
  const out = join(folder, "killed");
  const { ended, rewritten } = await killedAndResumed(
    [...sweep, "--workers", "2", "--out", out],
    out,
    killAt,
  );
  process.stdout.write(`killed after ${killAt.join(", ")} runs; at last ${ended.stderr}`);
  expect(ended.code).toBe(0);
  expect(rewritten).toEqual([]);
  expectWhole("killed");
});

test("200 runs through Redis and two workers, one killed (-9), Redis restarted without its data: the same", async () => {
  const out = join(folder, "queue");
  const { ended, rewritten, seen } = await throughRedis([...sweep, "--out", out], out, {
    killWorkerAt: 50,
    restartAt: 120,
  });
  process.stdout.write(`worker killed, Redis restarted, end after ${seen.join(", ")} runs\n`);
  expect(ended).toMatchObject({ code: 0 });
  expect(rewritten).toEqual([]);
  expectWhole("queue");
});
