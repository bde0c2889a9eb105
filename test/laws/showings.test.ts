import { describe, expect, test } from "vitest";
import { brokenLaws } from "../../src/run/broken-laws.ts";
import { expectLawful } from "./expect-lawful.ts";
import { runWorld, smallNight } from "./small-night.ts";

const night = (...set: string[]) => runWorld(smallNight(...set), { warmUpMs: 0 });
const LOSSY = 'faults=[{kind: degradeLine, line: sz-sh-main, loss: 30%, at: "20:00:01"}]';
const NEVER_DEAD = "routes.sz-sh.hello.dead=1000";
const shownTo = ({ world }: ReturnType<typeof night>) =>
  world.edges.reduce((sum, { mail }) => sum + mail.shown, 0);

describe("a packet to be shown to a group in another city", () => {
  const calm = night();

  test("is sent again until its receipt comes: of 1 + n tries at a loss of q all fail with (1 - (1-q)^2)^(1+n)", () => {
    const [q, n] = [0.3, 2];
    const { world, result } = night(LOSSY, NEVER_DEAD, `network.showRetries=${n}`);
    const { sent, again, shown, twice, givenUp, unseen } = result.network?.showings ?? {};
    if (sent === undefined || again === undefined || shown === undefined || twice === undefined)
      throw new Error("no showings");
    const count = sent / world.params.k;
    expect(count).toBeGreaterThan(500);
    const near = (figure: number, exact: number, of: number) =>
      expect(Math.abs(figure - exact)).toBeLessThan(4 * Math.sqrt((exact * (1 - exact)) / of));
    const p = 1 - (1 - q) ** 2;
    near((givenUp ?? 0) / sent, p ** (1 + n), count);
    // Each try gets there with 1 - q, whatever becomes of its receipt.
    near(1 - shown / sent, q ** (1 + n), count);
    const tries = (1 - p ** (1 + n)) / (1 - p);
    expect(Math.abs((sent + again) / sent / tries - 1)).toBeLessThan(0.05);
    near((shown + twice) / (sent + again), 1 - q, count * tries);
    expect(unseen).toBeGreaterThan(givenUp ?? 0);
    expectLawful(world, result);
  });

  test("is shown in spite of a cut that the route switches away from meanwhile, and to nobody twice", () => {
    const cut = 'faults=[{kind: cutLine, line: sz-sh-main, at: "20:00:40", for: 30s}]';
    const once = night(cut);
    const again = night(cut, "network.showRetries=8");
    const unseen = (of: typeof once) => of.result.incidents?.[0]?.touched.membersUnseen ?? 0;
    expect(unseen(once)).toBeGreaterThan(100);
    expect(unseen(again)).toBe(0);
    const { showings } = again.result.network ?? {};
    expect(showings?.again).toBeGreaterThan(0);
    expect(showings?.shown).toBe(showings?.sent);
    expect(again.world.edges.every(({ mail }) => mail.showings?.underWay === 0)).toBe(true);
    expectLawful(again.world, again.result);
  });

  test("is sent once where nothing is lost, and costs a receipt", () => {
    const asked = night("network.showRetries=3");
    expect(asked.result.network?.showings).toMatchObject({ again: 0, twice: 0, givenUp: 0, unseen: 0 });
    expect(shownTo(asked)).toBe(shownTo(calm));
    const bytes = (of: typeof calm) => of.result.network?.chain?.share.lineBytes ?? 0;
    const sent = asked.result.network?.showings?.sent ?? 0;
    expect(bytes(asked) - bytes(calm)).toBeCloseTo(66 * sent, 3);
    expect(calm.result.network?.showings).toBeUndefined();
  });

  test("that is lost without a trace breaks a law", () => {
    const { world, result } = night("network.showRetries=3", "run.to=20:00:30");
    expect(brokenLaws(world, result)).toEqual([]);
    const counts = world.edges[0]?.mail.showings?.counts;
    if (counts === undefined) throw new Error("no showings");
    counts.sent++;
    expect(brokenLaws(world, result).join()).toMatch(
      /\d+ packets were sent to be shown: \d+ were, 0 were given up/,
    );
  });
});
