import { expect, test } from "vitest";
import { messages, SMALL, small } from "./small.ts";

/** Each: what is wrong, the lines after SMALL (which has 5), and the message. */
const CASES: [string, string, string][] = [
  [
    "an unknown key at the top",
    "acess: {servers: 500}",
    'f.yaml:6:1: unknown key "acess" (did you mean "access"?)',
  ],
  [
    "an unknown key inside a part",
    "access:\n  sevrers: 500",
    'f.yaml:7:3: access: unknown key "sevrers" (did you mean "servers"?)',
  ],
  [
    "an unknown key like nothing known",
    "bytes: {zzzzzz: 1}",
    'f.yaml:6:9: bytes: unknown key "zzzzzz", expected one of shake, other, prepush, static, service',
  ],
  [
    "a bare number where a unit is due",
    "population: {shakeGap: 4}",
    "f.yaml:6:24: population.shakeGap: found 4, expected a duration such as 170us, 30ms, 2.5s, 10min or 24h: it has no unit",
  ],
  [
    "operations from afar of logic that is with the order",
    "chain: {steps: {grab: {logic: owner, operations: 3}}}",
    'f.yaml:6:38: chain.steps.grab: unknown key "operations", expected one of logic',
  ],
  [
    "a place where no logic runs",
    "chain: {steps: {open: {logic: nera}}}",
    'f.yaml:6:31: chain.steps.open.logic: found "nera", expected one of owner, near, access (did you mean "near"?)',
  ],
  [
    "a share without %",
    "client: {jitter: 0.5}",
    "f.yaml:6:18: client.jitter: found 0.5, expected a share from 0% to 100%: it has no unit",
  ],
  [
    "a negative duration",
    "network: {callTimeout: -1s}",
    'f.yaml:6:24: network.callTimeout: found "-1s", expected a duration such as 170us, 30ms, 2.5s, 10min or 24h: it may not be negative',
  ],
  [
    "a zero that would divide",
    "network: {callTimeout: 0s}",
    'f.yaml:6:24: network.callTimeout: found "0s", expected a duration such as 170us, 30ms, 2.5s, 10min or 24h: it may not be zero',
  ],
  [
    "a word that is none of the few",
    "packets: {release: {during: round}}",
    'f.yaml:6:29: packets.release.during: found "round", expected rounds or always (did you mean "rounds"?)',
  ],
  [
    "an order of service that no part that is fed forward can have",
    "access: {overload: {kind: boundedQueue, length: 100, order: lifo}}",
    'f.yaml:6:61: access.overload.order: found "lifo", expected fifo: these servers are worked out as requests come in; a station of a lab has discipline: lifo',
  ],
  ["a map where a list is due", "faults: {}", "f.yaml:6:9: faults: found an empty map, expected a list"],
  [
    "a text where a map is due",
    "sets: many",
    'f.yaml:6:7: sets: found "many", expected a map of keys and values',
  ],
  [
    "a key without a value",
    "access:\n  servers:",
    "f.yaml:7:11: access.servers: found nothing, expected a whole number such as 638, 350M or 1400万",
  ],
  [
    "a missing key, at the nearest thing that is there",
    "lines: [{id: a, between: [sz, sh], delay: 1ms}]\nroutes: [{id: r, between: [sz, sh], lines: [a]}]",
    'f.yaml:6:9: lines.a: "bandwidth" is missing, expected a bandwidth such as 100Mbps, 8.4Gbps or 1Tbps',
  ],
  [
    "an unknown law",
    "access: {serviceTime: {exponentail: 1ms}}",
    'f.yaml:6:24: access.serviceTime: unknown key "exponentail" (did you mean "exponential"?)',
  ],
  [
    "a parameter inside a law",
    "access: {serviceTime: {lognormal: {median: 1ms, p99: 5}}}",
    "f.yaml:6:54: access.serviceTime.lognormal.p99: found 5, expected a duration such as 170us, 30ms, 2.5s, 10min or 24h: it has no unit",
  ],
  [
    "an unknown kind of fault",
    "faults: [{kind: cutLin, at: 20:10}]",
    'f.yaml:6:17: faults.0.kind: found "cutLin", expected one of cutLine, flapLine, degradeLine, partitionRegions, cutOffCampus, cutCampuses, crashReplica, setDatabaseDown, graySet, slowReplicas, partitionReplicas, loseCache, congestCarrier, loseEntry, stopConsumers, loseMessages, duplicateMessages, loseBroker, loseIdc (did you mean "cutLine"?)',
  ],
  [
    "a fault of a line that is not there",
    "faults:\n  - {kind: cutLine, line: sz-sh-mian, at: 20:10}",
    'f.yaml:7:27: faults.0.line: found "sz-sh-mian", expected the id of a line: sz-sh-main, sz-sh-backup (did you mean "sz-sh-main"?)',
  ],
  [
    "a fault of a set that is not there",
    "faults: [{kind: setDatabaseDown, set: set-48, at: 20:10}]",
    'f.yaml:6:39: faults.0.set: found "set-48", expected the name of a set: set-00, set-01, set-02 ... set-47 (did you mean "set-08"?)',
  ],
  [
    "a fault outside the run",
    'faults: [{kind: loseIdc, idc: sz-1, at: "03:00"}]',
    'f.yaml:6:41: faults.0.at: found "03:00", expected a time between run.from and run.to',
  ],
  [
    "a time that the day does not have",
    "run: {to: 25:00}",
    'f.yaml:6:11: run.to: found "25:00", expected a time such as 22:30, 22:30:05.250 or 2015-02-18 22:30, or a duration after the start such as 90s: the day has no such time',
  ],
  [
    "a run that ends before it starts",
    "run: {to: 2015-02-18 19:00}",
    'f.yaml:6:11: run.to: found "2015-02-18 19:00", expected an end after run.from',
  ],
  [
    "more acknowledgements than replicas",
    "sets: {storage: {write: 4}}",
    "f.yaml:6:25: sets.storage.write: found 4, expected at most the 3 replicas",
  ],
  [
    "more replicas read than there are",
    "sets: {storage: {replicas: 2, read: 3}}",
    "f.yaml:6:37: sets.storage.read: found 3, expected at most the 2 replicas",
  ],
  [
    "an access mix that is no whole",
    "carriers: {mix: {wifi: 60%}}",
    "f.yaml:6:17: carriers.mix: found the mix: 105% in all, expected shares that add up to 100%",
  ],
  [
    "a rung that is given back above the load that takes it",
    "ladder: {rungs: [{name: a, gives: avatars, on: 80%, off: 90%, saves: 1%}]}",
    'f.yaml:6:58: ladder.rungs.0.off: found "90%", expected a level below on',
  ],
  [
    "weights of packets that are no whole",
    "packets: {won: {shares: {1: 40%, 3: 50%}}}",
    "f.yaml:6:25: packets.won.shares: found a map, expected shares that add up to 100%",
  ],
  [
    "the same key twice",
    "access: {servers: 700}\naccess: {workers: 2}",
    'f.yaml:7:1: "access" is given twice',
  ],
  [
    "__proto__ as a key",
    "__proto__: {servers: 1}",
    'f.yaml:6:1: unknown key "__proto__", expected one of version, kind, name, description, run, regions, population, traffic, packets, client, carriers, bytes, lines, routes, access, network, chain, priorities, sets, queues, ladder, faults, budgets',
  ],
  [
    "constructor as a key deep inside",
    "access: {constructor: 1}",
    'f.yaml:6:10: access: unknown key "constructor", expected one of servers, workers, serviceTime, relayTime, queueMax, overload, failover',
  ],
  [
    "an identifier with a dot",
    "regions: [{id: a.b, users: 100%, campuses: [c]}]\nlines: []\nroutes: []",
    'f.yaml:6:16: regions.0.id: found "a.b", expected letters, digits, - and _',
  ],
];

test.each(CASES)("%s is one message at its line and column", (_, more, message) => {
  expect(messages(small(more))).toEqual([message]);
});

test.each([
  [
    "version: 2\nname: x",
    "f.yaml:1:10: version: found 2, expected version: 1, the only one that this hongbao reads",
  ],
  [
    "name: x",
    'f.yaml:1:1: version: "version" is missing, expected version: 1, the only one that this hongbao reads',
  ],
  ["- a\n- b", "f.yaml:1:1: found a list, expected a map of keys and values"],
  [
    "version: 1\nkind: lap\nname: x",
    'f.yaml:2:7: kind: found "lap", expected architecture or lab (did you mean "lab"?)',
  ],
  ["version: 1\nname: 2015", 'f.yaml:2:7: name: found 2015, expected a text (did you mean ""2015""?)'],
])("what stands at the top is checked first: %j", (text, message) => {
  expect(messages(text)).toContain(message);
});

test("all problems come at once, in the order of the text, though some values are broken", () => {
  const text = small(`acess: {servers: 5}
client: {jitter: 0.5}
sets: {storage: {write: 4, comits: 1}}
faults:
  - {kind: cutLine, line: nowhere, at: 20:10}
  - {kind: loseIdc, idc: sz-1, at: 20:10, fro: 5s}`);
  expect(messages(text).map((message) => message.split(":").slice(1, 3).join(":"))).toEqual([
    "6:1",
    "7:18",
    "8:25",
    "8:28",
    "10:27",
    "11:43",
  ]);
});

test("nothing is concluded from a value that is broken itself", () => {
  const regions = "regions: [{id: sz, users: 50, campuses: [a]}, {id: sh, users: 50%, campuses: [b]}]";
  expect(messages(small(regions))).toHaveLength(1);
});

test("a name is the same composed or decomposed", () => {
  const composed = "caf\u00e9";
  const decomposed = "cafe\u0301";
  const text = small(
    `regions: [{id: ${composed}, users: 100%, campuses: [c]}]\nlines: []\nroutes: []\nfaults: [{kind: congestCarrier, region: ${decomposed}, carrier: telecom, capacity: 50%, at: 20:10}]`,
  );
  expect(messages(text)).toEqual([]);
});

test("what is not said is as on the night of the gala", () => {
  expect(messages(SMALL)).toEqual([]);
});
