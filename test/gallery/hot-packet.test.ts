import { describe, expect, test } from "vitest";
import type { LabPart } from "../../src/result/lab-result.ts";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "../theory/lab-cases.ts";

/** Figures of the parts of a lab, by the part's name. */
async function figuresOf(name: string, set: readonly string[]) {
  const result = await runLab(readLab(`../${name}`, [...set, "run.replications=2"]));
  expect(result.complete).toBe(true);
  const parts = new Map([...result.sources, ...(result.packets as LabPart[])].map((part) => [part.id, part]));
  return (part: string, figure: string) => parts.get(part)?.figures[figure]?.estimate ?? Number.NaN;
}

/** Openings a second of one packet. */
async function opened(engine: string, clients: number, ...set: string[]): Promise<number> {
  const figure = await figuresOf("hot-packet", [
    `sets.set.grab.engine=${engine}`,
    `sources.grabbers.arrivals.closed.clients=${clients}`,
    "run.requests=3k",
    ...set,
  ]);
  return figure("packet", "opened");
}

const NO_CHECK = "sets.set.database.deadlockCheck=0us";
const THINK_S = 0.01;
/** The second of three copies' acknowledgements, in the mean. */
const COMMIT_S = 0.00228;

describe("one packet that everybody wants", () => {
  test("without a deadlock check the row's lock is a queue: no engine opens more than another", async () => {
    const [db, cas, fifo] = await Promise.all(
      ["db", "cas", "fifo"].map((engine) => opened(engine, 300, NO_CHECK)),
    );
    expect((cas as number) / (db as number)).toBeCloseTo(1, 1.5);
    expect((fifo as number) / (db as number)).toBeCloseTo(1, 1.5);
  });

  test.each([25, 40, 75])(
    "with a check of %d us for each waiter a row passes at most 1 / (check x waiters), with a commit's time at least",
    async (us) => {
      const rate = await opened("db", 300, `sets.set.database.deadlockCheck=${us}us`);
      const checkS = us * 1e-6 * (300 - THINK_S * rate);
      expect(rate).toBeLessThan(1.02 / checkS);
      expect(rate).toBeGreaterThan(0.98 / (checkS + COMMIT_S));
    },
  );

  test("the queue gains what the check costs: nothing for ten grabbers, over five times for 300", async () => {
    const few = (await opened("fifo", 10)) / (await opened("db", 10));
    const many = (await opened("fifo", 300)) / (await opened("db", 300));
    expect(few).toBeLessThan(1);
    expect(many).toBeGreaterThan(5);
    expect(many).toBeLessThan(6);
    // The counter in the cache spares nothing: openings wait for the row all the same.
    expect((await opened("cas", 300)) / (await opened("db", 300))).toBeCloseTo(1, 1.5);
  });

  test("smaller tables gain no more than the time of the statements, in the queue only", async () => {
    const work = "sets.set.database.work=0.5ms";
    expect((await opened("fifo", 300)) / (await opened("fifo", 300, work))).toBeCloseTo(
      1 + 0.0005 / COMMIT_S,
      1.5,
    );
    expect((await opened("db", 300)) / (await opened("db", 300, work))).toBeLessThan(1.03);
  });
});

describe("the others in the database of a hot packet", () => {
  const small = "run.requests=30k";

  test("stand still while the lock manager goes through a crowd; those in other sets do not", async () => {
    const figure = await figuresOf("hot-neighbour", [small]);
    // 500 waiters: 40 us x 500^2 / 2 = 5 s.
    expect(figure("beside", "response.p99")).toBeGreaterThan(4500);
    expect(figure("beside", "response.p99")).toBeLessThan(5100);
    expect(figure("elsewhere", "response.p99")).toBeLessThan(8);
  });

  test("do not notice a crowd that queues, nor one without a check", async () => {
    for (const set of ["sets.hot-set.grab.engine=fifo", "sets.hot-set.database.deadlockCheck=0us"]) {
      const figure = await figuresOf("hot-neighbour", [small, set]);
      expect(figure("beside", "response.p99")).toBeLessThan(8);
      expect(figure("crowd", "response.p99")).toBeLessThan(2500);
    }
  });
});
