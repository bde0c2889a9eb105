import { expect, test } from "vitest";
import { messages, SMALL, small } from "../small.ts";

const LINE = "{id: a, between: [sz, sh], bandwidth: 1Gbps, delay: 1ms}";
const ROUTE = "{id: r, between: [sz, sh], lines: [a]}";

/** Each: the rule, the lines after SMALL (which has 5), and the sentence behind its position. */
const CASES: [string, string, string][] = [
  [
    "regions' users are a whole",
    "regions: [{id: sz, users: 50%, campuses: [a]}, {id: sh, users: 40%, campuses: [b]}]",
    "6:10: regions: found users: 90% in all, expected shares that add up to 100%",
  ],
  [
    "regions have different ids",
    "regions: [{id: sz, users: 50%, campuses: [a]}, {id: sz, users: 50%, campuses: [b]}]\nlines: []\nroutes: []",
    '6:53: regions.sz.id: "sz" is given twice, expected a name of its own',
  ],
  [
    "a breaker before other regions has another region",
    "regions: [{id: sz, users: 100%, campuses: [a]}]\nlines: []\nroutes: []\nnetwork: {breakers: {}}",
    "9:21: network.breakers: found an empty map, expected per: set, for there is no other region",
  ],
  [
    "campuses have different ids, in all regions together",
    "regions: [{id: sz, users: 50%, campuses: [a]}, {id: sh, users: 50%, campuses: [a]}]",
    '6:80: regions.sh.campuses.0: "a" is given twice, expected a name of its own',
  ],
  [
    "WiFi traffic enters somewhere",
    "carriers: {entries: [{id: a, wifi: 60%, cellular: 50%}, {id: b, wifi: 30%, cellular: 50%}]}",
    "6:21: carriers.entries: found wifi: 90% in all, expected shares that add up to 100%",
  ],
  [
    "a region's own mix is a whole",
    "regions: [{id: sz, users: 50%, campuses: [a]}, {id: sh, users: 50%, campuses: [b], mix: {wifi: 50%, 4g: 40%, 3g: 0%, 2g: 0%}}]",
    "6:89: regions.sh.mix: found the mix: 90% in all, expected shares that add up to 100%",
  ],
  [
    "somebody enters through each carrier",
    "carriers: {mix: {wifi: 100%, 4g: 0%, 3g: 0%, 2g: 0%}, entries: [{id: a, wifi: 100%, cellular: 50%}, {id: b, wifi: 0%, cellular: 50%}]}",
    "6:17: carriers.mix: found a map, expected somebody who enters through b",
  ],
  [
    "regions that are apart are two",
    'faults: [{kind: partitionRegions, between: [sz, sz], at: "20:10"}]',
    "6:44: faults.0.between: found a list, expected two different regions",
  ],
  [
    "regions that are apart exist",
    'faults: [{kind: partitionRegions, between: [sz, sx], at: "20:10"}]',
    '6:49: faults.0.between.1: found "sx", expected the id of a region: sz, sh',
  ],
  [
    "a campus is cut off from regions that exist",
    'faults: [{kind: cutOffCampus, idc: sz-1, regions: [hs], at: "20:10"}]',
    '6:52: faults.0.regions.0: found "hs", expected the id of a region: sz, sh',
  ],
  [
    "a carrier's evening runs forward",
    'carriers: {entries: [{id: a, wifi: 100%, cellular: 100%, evening: [{at: "20:10", capacity: 1%}, {at: "20:05", capacity: 1%}]}]}',
    '6:102: carriers.entries.a.evening.1.at: found "20:05", expected a time after the keyframe before',
  ],
  [
    "bursts end: at most half of what is lost is lost again",
    "carriers: {access: {3g: {bursts: {toBad: 1%, toGood: 30%}}}}",
    "6:34: carriers.access.3g.bursts: found a map, expected bursts in which at most half of the messages are lost again: a higher toGood or a lower lossBad",
  ],
  [
    "a line joins regions that exist",
    `lines: [{id: a, between: [sz, bj], bandwidth: 1Gbps, delay: 1ms}]\nroutes: [${ROUTE}]`,
    '6:31: lines.a.between.1: found "bj", expected the id of a region: sz, sh',
  ],
  [
    "a line joins two regions",
    `lines: [${LINE}, {id: b, between: [sz, sz], bandwidth: 1Gbps, delay: 1ms}]\nroutes: [{id: r, between: [sz, sh], lines: [a, b]}]`,
    "6:84: lines.b.between: found a list, expected two different regions",
  ],
  [
    "a route's lines exist",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a, b]}]`,
    '7:48: routes.r.lines.1: found "b", expected the id of a line: a',
  ],
  [
    "a route names a line once",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a, a]}]`,
    '7:48: routes.r.lines.1: "a" is given twice, expected each line once',
  ],
  [
    "every line is of use",
    `lines: [${LINE}, {id: b, between: [sz, sh], bandwidth: 1Gbps, delay: 1ms}]\nroutes: [${ROUTE}]`,
    '6:72: lines.b.id: found "b", expected a line that some route uses',
  ],
  [
    "two regions have a route",
    "routes: []\nlines: []",
    "6:9: routes: found none, expected a route between sz and sh",
  ],
  [
    "two regions have one route",
    `lines: [${LINE}]\nroutes: [${ROUTE}, {id: s, between: [sh, sz], lines: [a]}]`,
    "7:67: routes.s.between: found a list, expected one route between two regions",
  ],
  [
    "a way round leads through a region that exists",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a], via: [tj]}]`,
    '7:55: routes.r.via.0: found "tj", expected the id of a region: sz, sh',
  ],
  [
    "a way round leads through neither end",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a], via: [sh]}]`,
    '7:55: routes.r.via.0: found "sh", expected a region at neither end of the route',
  ],
  [
    "a window of probes holds at least one",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a], quality: {kind: probes, every: 1s, window: 100ms}}]`,
    '7:92: routes.r.quality.window: found "100ms", expected at least the time between two probes',
  ],
  [
    "a path is good again with fewer bad probes than make it brown",
    `lines: [${LINE}]\nroutes: [{id: r, between: [sz, sh], lines: [a], quality: {kind: probes, brown: 5%, clear: 5%}}]`,
    '7:91: routes.r.quality.clear: found "5%", expected a share below brown',
  ],
  [
    "every campus has an access server for each carrier",
    "access: {servers: 17}",
    "6:19: access.servers: found 17, expected at least 18, one for each of 6 campuses x 3 carriers",
  ],
  [
    "somebody enters where orders live",
    "regions: [{id: sz, users: 0%, campuses: [a]}, {id: sh, users: 100%, campuses: [b], orders: sz}]",
    "6:10: regions: found a list, expected somebody who enters in a region with sets of its own",
  ],
  [
    "connections that are not kept are not kept alive",
    "chain: {connections: new, idle: {kind: keepAlive}}",
    "6:33: chain.idle: found a map, expected connections that are kept",
  ],
  [
    "nobody keeps more shares than a packet has",
    "packets: {personal: {shares: {1: 50%, 3: 50%}, kept: 2}}",
    "6:54: packets.personal.kept: found 2, expected at most the 1 shares of the smallest packet",
  ],
  [
    "rungs rise",
    "ladder: {rungs: [{name: a, gives: avatars, on: 90%, off: 70%, saves: 1%}, {name: b, gives: details, on: 80%, off: 70%, saves: 1%}]}",
    '6:105: ladder.rungs.1.on: found "80%", expected at least the level of the rung before',
  ],
  [
    "rungs give up different things",
    "ladder: {rungs: [{name: a, gives: avatars, on: 80%, off: 70%, saves: 1%}, {name: b, gives: avatars, on: 80%, off: 70%, saves: 1%}]}",
    '6:92: ladder.rungs.1.gives: "avatars" is given twice, expected a name of its own',
  ],
  [
    "a run lasts a week at most",
    "run: {to: 2015-03-18 20:00}",
    '6:11: run.to: found "2015-03-18 20:00", expected a run of at most 168h',
  ],
  [
    "what counts begins within the run",
    "run: {to: 1h, begin: 2h}",
    '6:22: run.begin: found "2h", expected a time between run.from and run.to',
  ],
  [
    "more people cannot shake than there are",
    "population: {users: 1000}",
    "6:21: population.users: found 1000, expected at least 4k: the peak of traffic.shake times population.shakeGap",
  ],
  [
    "a replica that crashes exists",
    "faults: [{kind: crashReplica, set: set-00, replica: 3, at: 1min}]",
    "6:53: faults.0.replica: found 3, expected a copy from 0 to 2",
  ],
  [
    "a degraded line gets worse in something",
    "faults: [{kind: degradeLine, line: sz-sh-main, at: 1min}]",
    "6:10: faults.0: found a line that gets worse in nothing, expected loss, extraDelay or bandwidth",
  ],
  [
    "a congested carrier exists",
    "faults: [{kind: congestCarrier, region: sz, carrier: telecm, capacity: 50%, at: 1min}]",
    '6:54: faults.0.carrier: found "telecm", expected the id of a carrier: telecom, unicom, mobile (did you mean "telecom"?)',
  ],
  [
    "a lost campus exists",
    "faults: [{kind: loseIdc, idc: sz-9, at: 1min}]",
    '6:31: faults.0.idc: found "sz-9", expected the id of a campus: sz-1, sz-2, sz-3, sh-1, sh-2, sh-3 (did you mean "sz-1"?)',
  ],
  [
    "a stopped queue exists",
    "faults: [{kind: stopConsumers, queue: walet, at: 1min}]",
    '6:39: faults.0.queue: found "walet", expected one of wallet, lists, orders (did you mean "wallet"?)',
  ],
  [
    "slowed sets exist",
    "faults: [{kind: slowReplicas, sets: [set-00, set-99], factor: 5, at: 1min}]",
    '6:46: faults.0.sets.1: found "set-99", expected the name of a set: set-00, set-01, set-02 ... set-47 (did you mean "set-09"?)',
  ],
  [
    "every copy has a place",
    "sets: {storage: {placement: [0, 1]}}",
    "6:29: sets.storage.placement: found a list, expected a place for each of the 3 replicas",
  ],
  [
    "copies in other regions have a campus there",
    "sets: {storage: {regions: [0, 0, 1]}}",
    "6:27: sets.storage.regions: found a list, expected a placement, and a region for each of the 3 replicas",
  ],
  [
    "regions apart part sets that have copies in both, once at a time",
    "sets: {storage: {placement: [0, 0, 0], regions: [0, 0, 1]}}\nfaults: [{kind: partitionReplicas, sets: all, replicas: [0], at: 1min}, {kind: partitionRegions, between: [sz, sh], at: 2min, for: 1s}]",
    '7:121: faults.1.at: found "2min", expected a time when no other partition of the set lasts',
  ],
  [
    "copies that are cut off exist",
    "faults: [{kind: partitionReplicas, sets: all, replicas: [0, 3], at: 1min}]",
    "6:61: faults.0.replicas.1: found 3, expected a copy from 0 to 2",
  ],
  [
    "a set is parted once at a time",
    "faults: [{kind: partitionReplicas, sets: all, replicas: [0], at: 1min}, {kind: partitionReplicas, sets: [set-01], replicas: [1], at: 2min, for: 1s}]",
    '6:134: faults.1.at: found "2min", expected a time when no other partition of the set lasts',
  ],
  [
    "campuses that are cut from each other are two of one region",
    "faults: [{kind: cutCampuses, between: [sz-1, sh-1], at: 1min}]",
    "6:39: faults.0.between: found a list, expected two different campuses of one region",
  ],
  [
    "copies are parted by one thing at a time",
    "faults: [{kind: cutCampuses, between: [sz-1, sz-2], at: 1min}, {kind: partitionReplicas, sets: all, replicas: [1], at: 2min}]",
    '6:120: faults.1.at: found "2min", expected a time when no other partition of the set lasts',
  ],
  [
    "copies that are cut off are a list",
    "faults: [{kind: partitionReplicas, sets: all, replicas: 2, at: 1min}]",
    "6:57: faults.0.replicas: found 2, expected a list",
  ],
  [
    "sets of a fault are all or a list",
    "faults: [{kind: slowReplicas, sets: most, factor: 5, at: 1min}]",
    '6:37: faults.0.sets: found "most", expected all, or a list of sets: [set-00, set-01]',
  ],
];

test.each(CASES)("%s", (_, more, sentence) => {
  expect(messages(small(more))).toEqual([`f.yaml:${sentence}`]);
});

/** The same for a curve of shakes in place of SMALL's. */
const CURVES: [string, string, string][] = [
  [
    "a background ends after it starts",
    '{background: [{from: "21:00", to: "20:30", rate: 1/s}]}',
    'traffic.shake.background.0.to: found "20:30", expected a time after from',
  ],
  [
    "keyframes are in order",
    "{rounds: [{name: r, at: 1min, frames: [{after: 5s, rate: 1/s}, {after: 5s, rate: 2/s}]}]}",
    'traffic.shake.rounds.0.frames.1.after: found "5s", expected a time after the keyframe before',
  ],
  [
    "an exponential way leads from above zero to above zero",
    "{rounds: [{name: r, at: 1min, frames: [{after: 0s, rate: 0/s}, {after: 5s, rate: 2/s, approach: exponential}]}]}",
    'traffic.shake.rounds.0.frames.1.approach: found "exponential", expected linear: an exponential way starts and ends above 0/s',
  ],
  [
    "rounds have different names",
    "{rounds: [{name: r, at: 1min, frames: &f [{after: 0s, rate: 1/s}, {after: 5s, rate: 2/s}]}, {name: r, at: 2min, frames: *f}]}",
    'traffic.shake.rounds.1.name: "r" is given twice, expected a name of its own',
  ],
];

test.each(CURVES)("%s", (_, shake, sentence) => {
  const [message, ...more] = messages(`version: 1\nname: x\ntraffic:\n  shake: ${shake}\n  send: {}\n`);
  expect(message?.replace(/^f\.yaml:\d+:\d+: /, "")).toBe(sentence);
  expect(more).toEqual([]);
});

test("a scenario without faults of its own passes every check", () => {
  expect(messages(SMALL)).toEqual([]);
});
