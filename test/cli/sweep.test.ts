import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { decodeSweep } from "../../src/result/sweep/encode-sweep.ts";
import { fakeTerminal } from "./fake-terminal.ts";
import { BIN, deskFile, finished, hongbao, killedAndResumed, untilFinished } from "./sweep-process.ts";

let folder = "";
let file = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-sweep-"));
  file = deskFile(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In this process: quick, and it shares the machine well. */
async function here(...words: string[]) {
  const terminal = fakeTerminal();
  const code = await main(words[0] === "merge" ? words : [...words, "--quiet"], terminal);
  return { code, ...terminal.printed };
}

const out = (name: string): string => join(folder, name);
const SERVERS = ["--vary", "stations.desk.servers=10..12", "--seeds", "4"];
const sweep = (name: string, ...more: string[]) => ["sweep", file, ...SERVERS, "--out", out(name), ...more];

/** The files of a folder that say what a sweep found. */
function documents(name: string): Record<string, string> {
  const names = readdirSync(out(name)).filter((one) => one !== "runs");
  const runs = readdirSync(join(out(name), "runs")).map((one) => join("runs", one));
  return Object.fromEntries(
    [...names, ...runs].map((one) => [one, readFileSync(join(out(name), one), "utf8")]),
  );
}

test("a sweep writes a document, tables and a page, and the same bytes on threads, in parts and in this process", async () => {
  const whole = await here(...sweep("whole", "--workers", "1", "--results"));
  expect(whole.code).toBe(0);
  expect(whole.stdout).toMatch(/^stations\.desk\.servers +runs +slow +full/);
  expect(whole.stdout).toMatch(/\n12 +4\/4 /);
  const documentsOfWhole = documents("whole");
  expect(Object.keys(documentsOfWhole).filter((name) => !name.startsWith("runs/"))).toEqual(
    expect.arrayContaining(["plan.json", "points.csv", "report.html", "runs.csv", "sweep.json"]),
  );
  expect(Object.keys(documentsOfWhole).filter((name) => name.endsWith(".result.json"))).toHaveLength(12);

  const pool = await hongbao([...sweep("pool", "--workers", "3", "--results", "--quiet")]).ended;
  expect(pool).toMatchObject({ code: 0, stderr: "" });
  expect(documents("pool")).toEqual(documentsOfWhole);

  for (const part of ["1/3", "2/3", "3/3"])
    expect(
      (await here(...sweep(`part ${part[0]}`, "--workers", "1", "--results", "--shard", part))).code,
    ).toBe(0);
  const merged = await here(
    "merge",
    ...["1", "2", "3"].map((part) => out(`part ${part}`)),
    "--out",
    out("merged"),
  );
  expect(merged.code).toBe(0);
  expect(documents("merged")).toEqual(documentsOfWhole);
});

test("the result.json of a run is that of hongbao run", async () => {
  await here(...sweep("results", "--workers", "1", "--results"));
  const { plan } = decodeSweep(readFileSync(join(out("results"), "sweep.json"), "utf8")) ?? {};
  const job = plan?.points[1]?.jobs[2];
  const kept = readFileSync(join(out("results"), "runs", `${job}.result.json`), "utf8");
  await here(
    "run",
    file,
    "--set",
    "stations.desk.servers=11",
    "--seed",
    plan?.seeds[2] ?? "",
    "--out",
    out("one"),
  );
  const one = JSON.parse(readFileSync(join(out("one"), "result.json"), "utf8"));
  expect(JSON.parse(kept)).toEqual({ ...one, command: "" });
});

test("a part that is missing is told, and a folder of another sweep is refused", async () => {
  const { code, stderr, stdout } = await here("merge", out("part 1"), out("part 3"), "--out", out("gap"));
  expect(code).toBe(3);
  expect(stderr).toContain("4 runs are missing");
  expect(stdout).toMatch(/\n10 +3\/4 /);
  await here(
    "sweep",
    file,
    "--vary",
    "stations.desk.servers=10,11",
    "--seeds",
    "4",
    "--shard",
    "1/2",
    "--workers",
    "1",
    "--out",
    out("other"),
  );
  const other = await here("merge", out("part 1"), out("other"), folder);
  expect(other.code).toBe(2);
  expect(other.stderr).toMatch(
    /other: it is of another sweep than .*part 1: another scenario, or other points/,
  );
  expect(other.stderr).toMatch(/it has no plan\.json of a sweep/);
});

test("killed (-9) at any moment and started again, a sweep loses nothing that was finished and does nothing twice", async () => {
  const words = ["sweep", file, "--vary", "stations.desk.servers=10..15", "--seeds", "4", "--workers", "2"];
  const killed = [...words, "--quiet", "--out", out("killed")];
  const { ended, rewritten } = await killedAndResumed(killed, out("killed"), [3, 14]);
  expect(ended).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^\d\d of 24 runs were done before\n$/),
  });
  expect(rewritten).toEqual([]);
  expect(finished(out("killed")).size).toBe(24);
  await here(...words.slice(0, -1), "1", "--out", out("unharmed"));
  expect(documents("killed")).toEqual(documents("unharmed"));
}, 180_000);

test("a folder that vanishes stops a sweep with a clear message, and what was finished is found when it is back", async () => {
  const words = [
    "sweep",
    file,
    "--vary",
    "stations.desk.servers=10..29",
    "--seeds",
    "8",
    "--quiet",
    "--workers",
    "1",
  ];
  const child = hongbao([...words, "--out", out("unplugged")]);
  await untilFinished(out("unplugged"), 10, child);
  renameSync(out("unplugged"), out("elsewhere"));
  const { code, stderr } = await child.ended;
  expect(code).toBe(2);
  expect(stderr).toMatch(/cannot write to the folder .*runs: there is no such file or folder/);
  expect(stderr).toMatch(/\d+ of 160 runs are done and kept: the same command goes on from there/);
  expect(existsSync(out("unplugged"))).toBe(false);
  renameSync(out("elsewhere"), out("unplugged"));
  const kept = finished(out("unplugged")).size;
  expect(kept).toBeGreaterThanOrEqual(10);
  const again = await hongbao([...words, "--out", out("unplugged")]).ended;
  expect(again).toMatchObject({ code: 0, stderr: `${kept} of 160 runs were done before\n` });
});

test("a full disk stops a sweep with a clear message, and the runs that fit are kept", async () => {
  // A limit on file sizes stands in for a full disk: a run of many requests has a document above it.
  const line = `ulimit -f 10; exec "$0" "$@"`;
  const words = [
    "sweep",
    file,
    "--vary",
    "run.requests=20,40,20k",
    "--seeds",
    "2",
    "--workers",
    "1",
    "--quiet",
  ];
  let failure: { status?: number; stderr?: Buffer } = {};
  try {
    execFileSync("bash", ["-c", line, process.execPath, BIN, ...words, "--out", out("full")], {
      stdio: "pipe",
    });
  } catch (error) {
    failure = error as typeof failure;
  }
  expect(failure.status).toBe(2);
  expect(String(failure.stderr)).toMatch(
    /cannot write to the folder .*: files of this size are not allowed here\n4 of 6 runs are done and kept/,
  );
  expect(finished(out("full")).size).toBe(4);
  expect(readdirSync(join(out("full"), "runs")).filter((name) => !name.endsWith(".json"))).toEqual([]);
});

test("a run's file that somebody has broken is done again", async () => {
  await here(...sweep("broken", "--workers", "1"));
  const [name] = finished(out("broken")).keys();
  const path = join(out("broken"), "runs", name ?? "");
  const text = readFileSync(path, "utf8");
  writeFileSync(path, text.slice(0, 100));
  expect((await here(...sweep("broken", "--workers", "1"))).stderr).toBe("11 of 12 runs were done before\n");
  expect(readFileSync(path, "utf8")).toBe(text);
});

test.each<[words: string[], complaint: RegExp]>([
  [[], /--vary: nothing is varied/],
  [["--vary", "stations.desk.servers=0,10"], /stations\.desk\.servers: found 0/],
  [["--vary", "stations.desk.servers=5..3"], /--vary: found "5\.\.3": 5 is not below 3/],
  [["--vary", "stations.dsk.servers=5"], /did you mean "desk"/],
  [["--vary", "stations.desk.servers=5", "--set", "stations.desk.servers=6"], /given twice/],
  [["--vary", "stations.desk.servers=5", "--shard", "3/2"], /--shard: found "3\/2"/],
  [["--vary", "stations.desk.servers=5", "--seeds", "0"], /--seeds: found "0"/],
  [["--vary", "stations.desk.servers=5", "--scale", "1/2"], /--scale: a lab has none/],
  [
    ["--vary", "stations.desk.servers=5", "--queue", "http://:secret@x"],
    /^--queue: expected an address (?!.*secret)/,
  ],
])("bad input is told before anything runs: %s", async (words, complaint) => {
  const { code, stderr } = await here("sweep", file, "--out", out("bad"), ...words);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(complaint) });
  expect(existsSync(out("bad"))).toBe(false);
});
