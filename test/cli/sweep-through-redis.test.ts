import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { haveRedis } from "../execute/redis-server.ts";
import { deskFile, finished, hongbao } from "./sweep-process.ts";
import { throughRedis } from "./sweep-through-redis.ts";

describe.runIf(haveRedis())("a sweep through Redis", () => {
  test("outlives a worker that is killed (-9) and a Redis that forgets all, and finds the same to the byte", async () => {
    const folder = mkdtempSync(join(tmpdir(), "hongbao-redis-sweep-"));
    try {
      const file = deskFile(folder);
      const words = ["sweep", file, "--vary", "stations.desk.servers=10..15", "--seeds", "4", "--quiet"];
      const out = join(folder, "queue");
      const { ended, rewritten, seen } = await throughRedis([...words, "--out", out], out, {
        killWorkerAt: 4,
        restartAt: 9,
      });
      expect(ended).toMatchObject({ code: 0 });
      expect(rewritten).toEqual([]);
      expect(seen.at(-1)).toBe(24);
      expect(finished(out).size).toBe(24);
      const plain = join(folder, "plain");
      await hongbao([...words, "--workers", "1", "--out", plain]).ended;
      for (const name of ["sweep.json", "points.csv", "runs.csv", "report.html"])
        expect(readFileSync(join(out, name), "utf8")).toBe(readFileSync(join(plain, name), "utf8"));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 180_000);
});
