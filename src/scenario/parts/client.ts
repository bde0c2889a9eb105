import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, type LeafMeta, named, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { choice } from "./choice.ts";

function mars(description: string): LeafMeta {
  return { description, mark: "published", source: "Mars, WeChat's open client network library (2016)" };
}

const NAIVE = "no source; none unless a scenario asks what would happen";

/** Who shakes again when a shake has brought nothing. */
const again = z
  .strictObject({
    afterFailure: quantity(
      share,
      assumed("Share of users who shake again when no answer has come, all tries over", NAIVE),
    ).prefault("0%"),
    afterBusy: quantity(share, assumed("Share of users who shake again after a busy page", NAIVE)).prefault(
      "0%",
    ),
    pause: distribution(duration, assumed("Time until they do", "about the gap between two shakes")).prefault(
      { uniform: { min: "1s", max: "4s" } },
    ),
  })
  .prefault({});

/** Who opens again what could not be opened, for its set was in trouble. */
const later = z
  .strictObject({
    share: quantity(
      share,
      assumed(
        "Share of the users told to come back later who do, each time",
        "the page says that the share is theirs",
      ),
    ).prefault("90%"),
    pause: distribution(
      duration,
      assumed("Time until they do", "no source; longer than a retry, for the page asks for patience"),
    ).prefault({ lognormal: { median: "30s", p99: "5min" } }),
  })
  .prefault({});

const finagle: LeafMeta = {
  description: "",
  mark: "published",
  source: "Finagle's default retry budget: 20 % and ten retries a second; here a tenth",
};

const retryBudget = choice("kind", "none", [
  z.strictObject({ kind: word(["none"], named("Retries are bounded for each request only")) }),
  z.strictObject({
    kind: word(
      ["shared"],
      named("Retries of all handsets of a region together are a share of first attempts"),
    ),
    share: quantity(share, { ...finagle, description: "Retries earned by each first attempt" }).prefault(
      "10%",
    ),
    burst: quantity(count, assumed("Retries saved up for a region", "a tenth of a second of the peak"), {
      positive: true,
    }).prefault("100k"),
  }),
]).prefault({});

const deadlines = choice("kind", "kept", [
  z.strictObject({ kind: word(["kept"], named("Servers do not know how long a handset waits")) }),
  z.strictObject({
    kind: word(
      ["travel"],
      named(
        "A request says until when its handset waits; access servers and sets skip work for those who left",
      ),
    ),
    reserve: quantity(
      duration,
      assumed("How long before that work is too late already", "the answer's way back, 2G's included"),
    ).prefault("1s"),
  }),
]).prefault({});

/** What a handset does when no answer comes. */
export const clientSchema = z
  .strictObject({
    timeout: z
      .strictObject({
        wifi: quantity(duration, mars("How long a handset on WiFi waits for an answer"), {
          positive: true,
        }).prefault("12s"),
        cellular: quantity(duration, mars("How long a handset on 2G, 3G or 4G waits for an answer"), {
          positive: true,
        }).prefault("15s"),
      })
      .prefault({}),
    retries: quantity(count, mars("Tries after the first"), { max: 100 }).prefault(1),
    retryPause: quantity(
      duration,
      mars("Pause before the first retry; each further one is twice as long"),
    ).prefault("1s"),
    jitter: quantity(
      share,
      assumed("By how much the pause varies to both sides", "clients must not come back in step"),
    ).prefault("50%"),
    retryWhenBusy: flag(
      assumed("Whether a busy page is tried again like silence", "the published busy pages ask for a rest"),
    ).prefault(false),
    retryBudget,
    deadlines,
    again,
    later,
  })
  .prefault({});
