import { expect, test } from "vitest";
import { runLab } from "../../src/run/lab-run.ts";
import { readLab } from "./lab-cases.ts";

/** Eick, Massey, Whitt 1993: the number in M(t)/M/inf is Poisson at every moment. */
test("the number in a system of infinitely many servers varies as much as it is, at every moment of the swing", async () => {
  const replications = 800;
  const lab = readLab("mt-m-inf", [`run.replications=${replications}`]);
  const [crowd] = (await runLab(lab)).stations;
  const moments = Object.entries(crowd?.figures ?? {}).filter(([name]) => name.startsWith("present@"));
  expect(moments.length).toBe(4);
  for (const [, of] of moments) {
    const variance = (of?.standardError ?? Number.NaN) ** 2 * replications;
    // Of a Poisson law's variance, estimated from n: sqrt(2 / n) of it, and a little more.
    expect(Math.abs(variance / (of?.estimate ?? Number.NaN) - 1)).toBeLessThan(
      4 * Math.sqrt(2.02 / replications),
    );
  }
});
