import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";

const ROOT = new URL("../..", import.meta.url).pathname;
const LAB = join(ROOT, "scenarios/lab/mm1.yaml");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hongbao-lab-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

function hongbao(...words: string[]) {
  const options = { cwd: folder, encoding: "utf8", timeout: 30_000 } as const;
  return spawnSync(process.execPath, [join(ROOT, "bin/hongbao.js"), ...words], options);
}

/** M/M/1 at a twentieth of its length, to tolerances as much wider. */
const SHORT = ["--set", "run.requests=40k", ...widened(5)];

function widened(factor: number): string[] {
  const { length } = readFileSync(LAB, "utf8").match(/figure:/g) ?? [];
  return Array.from({ length }, (_, i) => ["--set", `exact.${i}.tolerance=${3 * factor}%`]).flat();
}

test("run of a lab prints its table, writes result and tables, and repeats to the byte", () => {
  const first = hongbao("run", LAB, "--quiet", "--out", "a", ...SHORT);
  expect(first).toMatchObject({ status: 0, stderr: "" });
  expect(first.stdout).toMatch(/^M\/M\/1: 50 x 40\.0 k requests after 5000\n/);
  expect(first.stdout).toMatch(/desk wait\.mean +4 s +\S+ s .* holds/);
  expect(readdirSync(join(folder, "a")).sort()).toEqual([
    "exact.csv",
    "report.html",
    "result.json",
    "series.csv",
    "sources.csv",
    "stations.csv",
  ]);
  const json = hongbao("run", LAB, "--quiet", "--json", "--out", "b", ...SHORT);
  const text = readFileSync(join(folder, "a/result.json"), "utf8");
  expect(json.stdout).toBe(text);
  expect(JSON.parse(text)).toMatchObject({
    format: "hongbao-lab-result",
    version: 1,
    complete: true,
    command: expect.stringMatching(/^hongbao run FILE --seed=mm1 --set run\.requests=40k /),
  });
});

test("a run too short to tell ends with 3, a known value that does not hold with 1", () => {
  const short = ["--quiet", "--set", "run.requests=500", "--set", "run.warmup=100"];
  expect(hongbao("run", LAB, ...short).status).toBe(3);
  const wrong = ["--quiet", ...SHORT, "--set", "exact.0.is=3s"];
  const { status, stdout } = hongbao("run", LAB, ...wrong);
  expect(stdout).toMatch(/desk wait\.mean +3 s .* fails/);
  expect(status).toBe(1);
});

test.each(["--probe-recovery", "--workers=2"])("%s is refused: it would do nothing for a lab", (option) => {
  const { status, stderr } = hongbao("run", LAB, option);
  expect(stderr).toMatch(/^--(?:probe-recovery|workers): a lab has no/);
  expect(status).toBe(2);
});

test.each(["--scale=1/2", "--from=20:01", "--to=20:02"])(
  "%s is refused: a lab has no clock and no scale",
  (option) => {
    const { status, stderr } = hongbao("run", LAB, option);
    expect(stderr).toMatch(/^--(?:scale|from|to): a lab has none/);
    expect(status).toBe(2);
  },
);

test("validate tells a lab's problems like any other's", () => {
  expect(hongbao("validate", LAB).stdout).toBe(`${LAB}: ok (M/M/1)\n`);
  const { status, stderr } = hongbao("validate", LAB, "--set", "stations.desk.servers=0");
  expect(stderr).toMatch(/stations\.desk\.servers: found 0.*may not be zero/);
  expect(status).toBe(2);
});

const FEW = ["--quiet", "--set", "run.requests=2k", "--set", "run.replications=2", "--set", "exact=[]"];

test("--requests writes a row for every request, the same bytes for the same seed", () => {
  for (const name of ["a.csv", "b.csv"])
    expect(hongbao("run", LAB, ...FEW, "--requests", `deep/${name}`)).toMatchObject({
      status: 0,
      stderr: "",
    });
  const text = readFileSync(join(folder, "deep/a.csv"), "utf8");
  expect(readFileSync(join(folder, "deep/b.csv"), "utf8")).toBe(text);
  const [head, ...rows] = text.trimEnd().split("\n");
  expect(head).toBe(
    "replication,request,source,phase,start [ms],end [ms],latency [ms],waited [ms],attempts,outcome,reason",
  );
  expect(rows.length).toBe(2 * (2000 + 5000));
  expect(rows.filter((row) => row.includes(",counted,")).length).toBe(4000);
  expect(readdirSync(join(folder, "deep")).sort()).toEqual(["a.csv", "b.csv"]);
});

test.each([
  ["a night", "scenarios/gala-peak.yaml", "r.csv", /^--requests: found a night .*expected a lab/],
  ["a folder", "scenarios/lab/mm1.yaml", ".", /^cannot write \.: it is a folder/],
  [
    "a table of the run",
    "scenarios/lab/mm1.yaml",
    "out/sources.csv",
    /^--requests: .* expected another name/,
  ],
])("--requests is refused for %s", (_, scenario, path, message) => {
  const words = ["run", join(ROOT, scenario), "--out", "out", "--requests", path];
  expect(hongbao(...words)).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
});

test("report draws a lab's result again, to the byte", () => {
  hongbao("run", LAB, ...FEW, "--out", "out");
  const page = readFileSync(join(folder, "out/report.html"), "utf8");
  expect(hongbao("report", "out/result.json", "--out", "again.html").status).toBe(0);
  expect(readFileSync(join(folder, "again.html"), "utf8")).toBe(page);
  const { status, stderr } = hongbao("report", "out/result.json", "out/result.json");
  expect(stderr).toMatch(/one word too many, out\/result\.json is the result of a lab/);
  expect(status).toBe(2);
});
