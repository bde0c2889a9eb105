import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";

const LIMITS = "no source names the access server's limits";
const GRAY = "no source; long enough to tell one call in ten from chance";

/** How a region's access servers judge a set by its calls, and keep new orders away from one that fails. */
export const healthSchema = z
  .strictObject({
    window: quantity(duration, assumed("Time over which calls to a set are counted", LIMITS), {
      positive: true,
    }).prefault("1s"),
    minCalls: quantity(count, assumed("Calls below which nothing is concluded", LIMITS), {
      positive: true,
    }).prefault(20),
    failures: quantity(share, assumed("Share of failed calls from which a set is masked", LIMITS), {
      positive: true,
    }).prefault("50%"),
    gray: gray(),
    maskedMax: quantity(
      share,
      assumed(
        "Share of a region's sets that may be masked at a time; nothing is ever masked where it is 0%",
        "a third may be lost with a campus; with half away the others carry twice their load",
      ),
    ).prefault("50%"),
    open: quantity(duration, assumed("How long a set stays masked before it is probed", LIMITS), {
      positive: true,
    }).prefault("10s"),
    openMax: quantity(
      duration,
      assumed(
        "The longest mask before the first probe: it doubles whenever a set is masked again within this time",
        "a set that fails now and then passes single probes",
      ),
      { positive: true },
    ).prefault("5min"),
    probes: quantity(rate, assumed("Rate of probes to a masked set", LIMITS), { positive: true }).prefault(
      "1/s",
    ),
    successes: quantity(
      count,
      assumed("Probes in a row that must succeed for the mask to be taken off", LIMITS),
      {
        positive: true,
      },
    ).prefault(3),
    ramp: quantity(
      duration,
      assumed(
        "Time until a set that was masked, or joins, gets all of its new orders",
        "its caches are cold",
      ),
    ).prefault("20s"),
    rampFrom: quantity(
      share,
      assumed("Share of its new orders that it gets at first", "its caches are cold"),
    ).prefault("10%"),
  })
  .prefault({});

/** What fails or is slow now and then: a longer window and a lower share, compared with the other sets. */
function gray() {
  return z
    .strictObject({
      window: quantity(duration, assumed("Time over which calls are counted for gray failures", GRAY), {
        positive: true,
      }).prefault("30s"),
      minCalls: quantity(count, assumed("Calls below which no gray failure is concluded", GRAY), {
        positive: true,
      }).prefault(200),
      failures: quantity(share, assumed("Share of failed or slow calls from which a set is masked", GRAY), {
        positive: true,
      }).prefault("10%"),
      slow: quantity(
        duration,
        assumed(
          "A call that takes longer counts as failed for gray failures",
          "ten times what a set takes when well",
        ),
        { positive: true },
      ).prefault("400ms"),
      peers: quantity(
        factor,
        assumed(
          "How many times the share of the region's other sets it has to be",
          "trouble of all sets is no reason to mask one",
        ),
      ).prefault(3),
      maskedMax: quantity(
        share,
        assumed(
          "Share of a region's sets that may be away before none is masked for a gray failure, but one always may be",
          "with a campus away the others are slow for their load, and each that is masked makes it worse",
        ),
      ).prefault("10%"),
    })
    .prefault({});
}
