import { expect, test } from "vitest";
import { load, messages, SMALL, small } from "./small.ts";

test("--set is coerced by the schema", () => {
  const { access, sets, run, client } = load(SMALL, [
    "access.servers=500",
    "sets.count=36",
    "run.scale=1/35",
    "run.seed=007",
    "client.retryWhenBusy=true",
  ]);
  expect([access.servers, sets.count, run.scale, run.seed, client.retryWhenBusy]).toEqual([
    500,
    36,
    35,
    "007",
    true,
  ]);
});

test("a segment of the path may be the id, the name or the place of an element", () => {
  const set = ["lines.sz-sh-main.bandwidth=40Gbps", "lines.1.delay=5ms", "ladder.rungs.detail pages.on=91%"];
  const { lines, ladder } = load(SMALL, set);
  expect([lines[0]?.bandwidth, lines[1]?.delay, ladder.rungs[1]?.on]).toEqual([40e9, 5, 0.91]);
});

test("a value may be a map or a list, as in a file", () => {
  const { access, faults } = load(SMALL, [
    "access.serviceTime={constant: 1ms}",
    "faults=[{kind: loseIdc, idc: sz-1, at: 1min}]",
  ]);
  expect([access.serviceTime, faults.length]).toEqual([{ kind: "constant", value: 1 }, 1]);
});

test("another law may be set over the one that the file has", () => {
  const text = small("access: {serviceTime: {lognormal: {median: 1ms, p99: 2ms}}}");
  expect(load(text, ["access.serviceTime.exponential=3ms"]).access.serviceTime).toEqual({
    kind: "exponential",
    mean: 3,
  });
  expect(load(text, ["access.serviceTime.lognormal.p99=4ms"]).access.serviceTime).toMatchObject({
    median: 1,
  });
});

test("a value may hold the equals sign", () => {
  expect(load(SMALL, ["name=a=b"]).name).toBe("a=b");
});

test.each([
  ["acess.servers=5", '--set acess.servers=5: unknown key "acess" (did you mean "access"?)'],
  ["access.sevrers=5", '--set access.sevrers=5: access: unknown key "sevrers" (did you mean "servers"?)'],
  [
    "access.servers=many",
    '--set access.servers=many: access.servers: found "many", expected a whole number such as 638, 350M or 1400万: it does not start with a number',
  ],
  [
    "lines.sz-sh-mian.delay=5ms",
    '--set lines.sz-sh-mian.delay=5ms: lines.sz-sh-mian.delay: found "sz-sh-mian", expected sz-sh-main, sz-sh-backup (did you mean "sz-sh-main"?)',
  ],
  [
    "run.scale=106",
    "--set run.scale=106: run.scale: found 106, expected a scale such as 1/106, or 1/1 for the whole world: it has no unit",
  ],
  ["access", '--set access: found "access", expected path=value'],
  ["=5", '--set =5: found "=5", expected path=value'],
  [
    "sets.storage.write=4",
    "--set sets.storage.write=4: sets.storage.write: found 4, expected at most the 3 replicas",
  ],
  ["__proto__.x=1", '--set __proto__.x=1: unknown key "__proto__", expected one of'],
])("--set %s is one message that names the flag", (set, message) => {
  const [first, ...more] = messages(SMALL, [set]);
  expect(first?.startsWith(message)).toBe(true);
  expect(more).toEqual([]);
});

test("another kind set over the keys of one that the file states says how the whole of it is set", () => {
  const text = small("sets: {grab: {engine: fifo, serialTime: 1ms, transactionsMax: 2}}");
  expect(messages(text, ["sets.grab.engine=cas"])).toEqual([
    `--set sets.grab.engine=cas: sets.grab.engine: found "cas", expected --set 'sets.grab={engine: cas}', which replaces all of sets.grab: the engine of before has keys that this one does not know (serialTime, transactionsMax)`,
  ]);
  expect(load(text, ["sets.grab={engine: cas}"]).sets.grab.engine).toBe("cas");
  expect(load(SMALL, ["sets.grab.engine=cas"]).sets.grab.engine).toBe("cas");
  expect(messages(text, ["sets.grab.engine=cass"])[0]).toMatch(/expected one of fifo, .*did you mean "cas"/);
});

test("a path that is given twice is an error", () => {
  expect(messages(SMALL, ["sets.count=4", "sets.count=5"])).toEqual([
    "--set sets.count=5: sets.count: the path is given twice, expected one --set for each",
  ]);
});

test("problems of the file come before those of the flags", () => {
  const found = messages(small("sets: {cuont: 3}"), ["access.sevrers=5"]);
  expect(found.map((message) => message.split(":")[0])).toEqual(["f.yaml", "--set access.sevrers=5"]);
});

test("a flag of any length takes one line of the message", () => {
  const [message] = messages(SMALL, [`access.servers=${"x".repeat(1000)}`]);
  expect(message?.length).toBeLessThan(300);
});
