import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { assumptionsOf } from "../../src/scenario/assumptions.ts";
import { load, SMALL } from "./small.ts";

const GALA = readFileSync("scenarios/spring-festival-2015.yaml", "utf8");

test("nothing of the gala is yours: every value has a mark and a source", () => {
  const assumptions = assumptionsOf(load(GALA));
  expect(assumptions.filter(({ mark }) => mark === "yours")).toEqual([]);
  expect(assumptions.every(({ source, meaning }) => source.length > 3 && meaning.length > 3)).toBe(true);
  expect(new Set(assumptions.map(({ path }) => path)).size).toBe(assumptions.length);
});

test("what a scenario changes is yours, with its unit and what the reference has", () => {
  const changed = assumptionsOf(load(GALA, ["access.servers=500", "lines.sz-sh-main.bandwidth=40Gbps"]));
  expect(changed.filter(({ mark }) => mark === "yours")).toEqual([
    {
      path: "lines.sz-sh-main.bandwidth",
      value: "40Gbps",
      mark: "yours",
      source: "this scenario; reference: 100Gbps",
      meaning: "Bandwidth of the line, each way",
    },
    {
      path: "access.servers",
      value: "500",
      mark: "yours",
      source: "this scenario; reference: 638",
      meaning: "Access servers of all regions together",
    },
  ]);
});

test("stating a default does not make it yours, and traffic of one's own is", () => {
  const marks = new Map(
    assumptionsOf(load(`${SMALL}access: {servers: 638}\n`)).map(({ path, mark }) => [path, mark]),
  );
  expect(marks.get("access.servers")).toBe("published");
  expect(marks.get("traffic.shake.background.0.rate")).toBe("yours");
});

test.each([
  ["access.serviceTime", "exponential, mean 170us"],
  ["packets.reaction", "lognormal, median 8s, 99 % below 10min"],
  ["packets.personal.shares", "1: 45%, 3: 30%, 5: 25%"],
  ["packets.personal.kept", "0"],
  ["sets.storage.asyncLag", "99%: exponential, mean 5ms; 1%: exponential, mean 200ms"],
  ["traffic.shake.rounds.round 23:35.at", "23:35"],
  ["traffic.send.rounds.midnight.frames", "0ms: 0/s, 11min: 14k/s, 35min: 0/s"],
  ["regions.sz.campuses", "sz-1, sz-2, sz-3"],
  ["run.scale", "1/319"],
  ["client.retryWhenBusy", "false"],
])("%s is printed as %s", (path, value) => {
  expect(assumptionsOf(load(GALA)).find((assumption) => assumption.path === path)?.value).toBe(value);
});
