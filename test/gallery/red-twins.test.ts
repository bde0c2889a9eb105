import { expect, test } from "vitest";
import { judged } from "./judged.ts";

/**
 * In a small town a second in which something fails weighs more than in the gala's: fewer samples, fewer sets, and one
 * request in three has to do with a packet. Limits are as much wider.
 */
const IN_TOWN = [
  "run.begin=22:33:20",
  "run.drain=20s",
  "budgets.share-sure.min=95%",
  "budgets.core.min=95%",
  "budgets.money-soon.max=1%",
];

/** From before the messages' faults on, and long enough for what is reconciled to be right. */
const BOOKS = ["run.begin=22:33:05", "run.to=22:34:20", "run.drain=100s"];

interface Twin {
  protection: string;
  file: string;
  town: string[];
  broken: string[];
  red: string[];
}

const TWINS: Twin[] = [
  {
    protection: "the backup line",
    file: "line-cut.yaml",
    town: [
      "run.to=22:34:20",
      "packets.reaction={uniform: {min: 0s, max: 40s}}",
      "budgets.backed-up.min=99%",
      "budgets.backed-up.when.to=22:34:20",
    ],
    broken: [
      "routes.sz-sh.lines=[sz-sh-main]",
      "lines=[{id: sz-sh-main, between: [sz, sh], bandwidth: 100Gbps, delay: 15ms, buffer: 50ms, loss: 0%}]",
    ],
    red: ["back", "backed-up"],
  },
  {
    protection: "the mask",
    file: "set-db-failure.yaml",
    // Otherwise a second set takes the order, and nobody who shakes notices.
    town: [
      "run.to=22:34:10",
      "faults.0.for=30s",
      "sets.createTries=1",
      "budgets.shaken.min=99.7%",
      "budgets.opened.min=95%",
      "budgets.one-set.max=10%",
    ],
    broken: ["sets.health.maskedMax=0%"],
    red: ["shaken"],
  },
  {
    protection: "the second copy that acknowledges",
    file: "replica-lag.yaml",
    town: ["run.to=22:34:00", "budgets.stale-age.max=1min", "budgets.lag.max=10min"],
    broken: ["sets.storage.write=1"],
    red: ["stale"],
  },
  {
    protection: "the probes of lines",
    file: "brown-out.yaml",
    // A town's few shakes in ten seconds leave their p99 undecided under some seeds; none of them crosses the line.
    town: [
      "run.to=22:34:20",
      "budgets.avoided.min=99%",
      "budgets.avoided.when.to=22:34:20",
      "budgets.shake-always.severity=off",
    ],
    broken: ["routes.sz-sh.quality={kind: none}"],
    red: ["back", "avoided"],
  },
  {
    protection: "the reconciliation of what is lost",
    file: "lost-messages.yaml",
    // In so small a town one in 10,000 would be one.
    town: [...BOOKS, "faults.0.share=0.5%", "faults.1.share=0.5%", "faults.2.share=0.5%"],
    broken: ["queues.reconciliation.enabled=false"],
    red: ["right"],
  },
  {
    protection: "the reconciliation of what comes twice",
    file: "duplicate-messages.yaml",
    town: [...BOOKS, "queues.wallet.unrecognised=10%"],
    broken: ["queues.reconciliation.enabled=false"],
    red: ["money-exact", "right"],
  },
  {
    protection: "acknowledgement after the flush",
    file: "broker-loss.yaml",
    town: [...BOOKS, 'faults.0.at="22:33:30.4"'],
    broken: ["queues.wallet.brokers.acknowledge=taken", "queues.wallet.brokers.flush=500ms"],
    red: ["right"],
  },
  {
    protection: "the ladder",
    file: "flexible-service.yaml",
    // Sets of one logic server each that are asked for more than they can do.
    town: [
      "run.to=22:34:00",
      "sets.count=4",
      "sets.logic.servers=1",
      "packets.release.rate=180/s",
      "packets.group.members={constant: 12}",
      "budgets.grab-ultra.severity=off",
      "budgets.share-sure.min=99%",
      "budgets.core.min=99.7%",
    ],
    broken: ["ladder.rungs=[]"],
    red: ["share-sure", "core", "core-and-grab"],
  },
];

/** What a twin says of a path stands before what all of them say. */
function inTown(town: readonly string[]): string[] {
  const pathOf = (set: string) => set.slice(0, set.indexOf("="));
  return [...new Map([...IN_TOWN, ...town].map((set) => [pathOf(set), set])).values()];
}

test.each(TWINS)(
  "without $protection the budgets that it keeps turn red, and no others",
  async (twin) => {
    const { file, town, broken, red } = twin;
    const sound = await judged(file, inTown(town));
    expect(Object.entries(sound).filter(([, verdict]) => verdict !== "pass")).toEqual([]);
    const twinned = await judged(file, [...inTown(town), ...broken]);
    expect(Object.keys(twinned).filter((id) => twinned[id] !== "pass")).toEqual(red);
    expect(red.map((id) => twinned[id])).toEqual(red.map(() => "fail"));
  },
  240_000,
);
