import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { count, quantityOfMany } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { money } from "../units/money.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";
import { paceSchema } from "./pace.ts";
import { shareCounts } from "./share-counts.ts";

const BALANCE = "chosen so that all packets sent and received add up to the published 1.01 bn";

/** Packets: how many shares, how much money, and what the people of a group do with them. */
export const packetsSchema = z
  .strictObject({
    won: kind(
      {
        shares: {
          description: "Shares of a packet won by shaking",
          mark: "weak",
          source: "Zhang Wenrui's article: a seed packet and several to share; how many is not given",
        },
        kept: {
          description: "Shares that the winner keeps; the others go to a group",
          mark: "published",
          source: "Zhang Wenrui's article: one packet is the winner's own",
        },
        amount: assumed("Money in a packet won by shaking", "no source; the law is only used for money"),
      },
      { shares: 6, kept: 1, amount: { lognormal: { median: "5 CNY", p99: "60 CNY" } } },
    ),
    personal: kind(
      {
        shares: assumed("Shares of a personal packet", `50 M sent and 130 M opened, ${BALANCE}`),
        kept: assumed("Shares of a personal packet that the sender keeps", "it goes to others"),
        amount: assumed("Money in a personal packet", "no source; the law is only used for money"),
      },
      {
        shares: { 1: "45%", 3: "30%", 5: "25%" },
        kept: 0,
        amount: { lognormal: { median: "10 CNY", p99: "200 CNY" } },
      },
    ),
    release: z
      .strictObject({
        rate: quantity(rate, {
          description: "Packets released to shakers, paced by time and not by demand",
          mark: "derived",
          source: "derived: 120 M packets over the 1,380 s of all rounds",
        }).prefault("87k/s"),
        during: word(["rounds", "always"], {
          description: "When packets are released: in the announced rounds, or all the time",
          mark: "published",
          source: "Zhang Wenrui's article: rounds follow the hosts' announcements",
        }).prefault("rounds"),
        pace: paceSchema.optional(),
      })
      .prefault({}),
    group: group(),
    reaction: distribution(
      duration,
      assumed("Time until a member of the group reacts to a packet", "opens must outlast the rounds"),
    ).prefault({ lognormal: { median: "8s", p99: "10min" } }),
    openDelay: distribution(
      duration,
      assumed("Time between the grab that got a share and its opening", "a tap on the envelope"),
    ).prefault({ lognormal: { median: "1.2s", p99: "10s" } }),
    shareDelay: distribution(
      duration,
      assumed("Time between winning a packet and sharing it", "choosing a group"),
    ).prefault({ lognormal: { median: "4s", p99: "40s" } }),
    neverOpened: quantity(share, assumed("Share of the grabbed shares that nobody opens", BALANCE)).prefault(
      "1.7%",
    ),
    payment: distribution(
      duration,
      assumed("Time of the bank's or balance's payment of a personal packet", "300 to 1,500 ms"),
    ).prefault({ lognormal: { median: "600ms", p99: "1.5s" } }),
    expiry: quantity(
      duration,
      {
        description: "Age at which what is left in a packet goes back to its sender",
        mark: "published",
        source: "red-packet transaction system article (2017): 24 h",
      },
      { positive: true },
    ).prefault("24h"),
  })
  .prefault({});

interface KindMeta {
  shares: LeafMeta;
  kept: LeafMeta;
  amount: LeafMeta;
}

interface KindDefaults {
  shares: number | Record<number, string>;
  kept: number;
  amount: { lognormal: { median: string; p99: string } };
}

function kind(meta: KindMeta, defaults: KindDefaults) {
  return z
    .strictObject({
      shares: shareCounts(meta.shares).prefault(defaults.shares),
      kept: quantity(count, meta.kept).prefault(defaults.kept),
      amount: distribution(money, meta.amount).prefault(defaults.amount),
    })
    .prefault({});
}

function group() {
  return z
    .strictObject({
      members: distribution(
        quantityOfMany,
        assumed(
          "Members of the group that a packet is shared with",
          "median 12, one group in a hundred above 200",
        ),
      ).prefault({ lognormal: { median: 12, p99: 200 } }),
      max: quantity(count, assumed("Largest group", "the product's limit, from memory"), {
        positive: true,
        max: 10_000,
      }).prefault(500),
      taking: quantity(
        share,
        assumed("Share of the members who try to grab", "about three grabs for each open"),
      ).prefault("48%"),
      elsewhere: quantity(
        share,
        assumed("Share of the members who live in another region than the sender", "home groups: 20 to 30 %"),
      ).prefault("25%"),
    })
    .prefault({});
}
