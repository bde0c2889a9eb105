import { expect, test } from "vitest";
import { loadScenario } from "../../src/scenario/load.ts";

const short =
  'version: 1\nname: t\ntraffic: {shake: {background: [{from: "20:00", to: "20:01", rate: 1/s}]}, send: {}}\n';

test.each([
  ["network: {campusDelay: 0ms}", "network.campusDelay"],
  [
    "lines: [{id: a, between: [sz, sh], bandwidth: 1Gbps, delay: 0s}]\nroutes: [{id: r, between: [sz, sh], lines: [a]}]",
    "lines.a.delay",
  ],
])("what districts tell each other takes time: %s is an error", (text, path) => {
  const loaded = loadScenario({ text: short + text, name: "t.yaml" });
  const told = loaded.ok ? [] : loaded.problems.map((problem) => JSON.stringify(problem));
  expect(told.join()).toContain(path.split(".").at(-1) as string);
  expect(told.join()).toContain("may not be zero");
});
