import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, identifier, type LeafMeta, named, quantity, text } from "../leaf.ts";
import { bandwidth } from "../units/bandwidth.ts";
import type { Clock } from "../units/clock.ts";
import { duration } from "../units/duration.ts";
import { share } from "../units/share.ts";
import { burstsSchema } from "./bursts.ts";
import { eveningSchema } from "./evening.ts";
import { type RadioDefaults, radioSchema, WAKE } from "./radio.ts";

const WIFI_ENTRIES =
  "WiFi enters through the fixed-line carrier; with the handsets a third of all traffic enters each carrier";
const MIX = "handsets at home on a holiday evening, with early 2015's 4G and 3G subscribers";

const NO_SOURCE = "no source";
const HPBN = "High Performance Browser Networking, table 8-1";
const RTT = "Round trip between a handset and its carrier's network";
const LOSS = "Share of the packets lost on the air";
/** Where every second packet is lost and more, TCP's retransmissions are no model of what happens. */
const LOSS_MAX = 0.5;

/** Carriers' networks between handsets and the access clusters of a city. */
export function carriersSchema(clock: Clock) {
  return z
    .strictObject({
      mix: z
        .strictObject({
          wifi: quantity(share, assumed("Share of the handsets on WiFi", MIX)).prefault("55%"),
          "4g": quantity(share, assumed("Share of the handsets on 4G", MIX)).prefault("15%"),
          "3g": quantity(share, assumed("Share of the handsets on 3G", MIX)).prefault("20%"),
          "2g": quantity(share, assumed("Share of the handsets on 2G", MIX)).prefault("10%"),
        })
        .prefault({}),
      entries: entries(clock),
      access: z
        .strictObject({
          wifi: access({
            rtt: ["20ms", "15ms", assumed(RTT, "home WiFi and fixed line")],
            loss: [
              "0.5%",
              { description: LOSS, mark: "weak", source: "a network handbook page: below 0.5 %" },
            ],
            retransmit: "250ms",
            radio: { after: "1s", wake: ["0ms", "100ms", assumed(WAKE, "up to a beacon's interval")] },
          }),
          "4g": access({
            rtt: ["75ms", "25ms", { description: RTT, mark: "published", source: `${HPBN}: 50 to 100 ms` }],
            loss: ["2%", { description: LOSS, mark: "weak", source: "a network handbook page: 1 to 3 %" }],
            retransmit: "350ms",
            radio: {
              after: "10s",
              wake: [
                "50ms",
                "100ms",
                { description: WAKE, mark: "published", source: `${HPBN}: 50 to 100 ms more` },
              ],
            },
          }),
          "3g": access({
            rtt: ["200ms", "80ms", { description: RTT, mark: "published", source: `${HPBN}: about 200 ms` }],
            loss: ["3%", assumed(LOSS, "2 to 4 %, above 4G's")],
            retransmit: "800ms",
            radio: {
              after: "5s",
              wake: [
                "200ms",
                "2.5s",
                { description: WAKE, mark: "published", source: `${HPBN}: 0.2 to 2.5 s more` },
              ],
            },
          }),
          "2g": access({
            rtt: ["800ms", "150ms", assumed(RTT, "600 to 1,000 ms")],
            loss: ["5%", assumed(LOSS, "no measurement; above 3G's")],
            retransmit: "2s",
            radio: { after: "5s", wake: ["0.5s", "2s", assumed(WAKE, "no measurement; about 3G's")] },
          }),
        })
        .prefault({}),
      uplink: link("up", "8.4Gbps", "1.5 times the bytes of a city-carrier's peak"),
      downlink: link("down", "16.8Gbps", "1.5 times the bytes of a city-carrier's peak"),
      interconnect: interconnect(),
      cityRtt: quantity(duration, {
        description: "Round trip between a carrier's network and the access cluster of the same city",
        mark: "weak",
        source: "latency measurements of 2023, same carrier and city: mean 8 ms",
      }).prefault("8ms"),
    })
    .prefault({});
}

/** The way of a carrier's users through another one, when their own entry is lost. */
function interconnect() {
  const tenth = "a tenth of a city-carrier's own capacity; peering was scarce and full in 2015";
  const way = (which: string, bandwidthText: string) =>
    quantity(
      bandwidth,
      assumed(`Bandwidth ${which} between a carrier of one city and the next carrier there`, tenth),
      {
        positive: true,
      },
    ).prefault(bandwidthText);
  return z
    .strictObject({
      up: way("up", "0.84Gbps"),
      down: way("down", "1.68Gbps"),
      buffer: quantity(
        duration,
        assumed("Longest queue there; what would wait longer is lost", "a router's buffer of 200 ms"),
      ).prefault("200ms"),
      extraRtt: quantity(
        duration,
        assumed("Round trip in addition on the way through another carrier", "40 to 120 ms on that evening"),
      ).prefault("80ms"),
      loss: quantity(share, assumed("Loss in addition on that way", "2 to 8 % on that evening"), {
        max: LOSS_MAX,
      }).prefault("5%"),
    })
    .prefault({});
}

function entries(clock: Clock) {
  return z
    .array(
      z
        .strictObject({
          id: identifier(named("Identifier of the carrier")),
          name: text(named("Name of the carrier in reports")).optional(),
          wifi: quantity(share, assumed("Share of the WiFi traffic that enters here", WIFI_ENTRIES)),
          cellular: quantity(
            share,
            assumed(
              "Share of the 2G, 3G and 4G traffic that enters here",
              "carriers' subscribers in early 2015",
            ),
          ),
          evening: eveningSchema(clock),
          uplink: ownLink("up").optional(),
          downlink: ownLink("down").optional(),
        })
        .transform((carrier) => ({ ...carrier, name: carrier.name ?? carrier.id })),
    )
    .min(1)
    .prefault([
      { id: "telecom", name: "Telecom", wifi: "48.3%", cellular: "15%" },
      { id: "unicom", name: "Unicom", wifi: "41.8%", cellular: "23%" },
      { id: "mobile", name: "Mobile", wifi: "9.9%", cellular: "62%" },
    ]);
}

interface AccessDefaults {
  rtt: [mean: string, sd: string, meta: LeafMeta];
  loss: [share: string, meta: LeafMeta];
  retransmit: string;
  radio: RadioDefaults;
}

function access({ rtt: [mean, sd, rttMeta], loss: [loss, lossMeta], retransmit, radio }: AccessDefaults) {
  return z
    .strictObject({
      rtt: distribution(duration, rttMeta).prefault({ lognormal: { mean, sd } }),
      loss: quantity(share, lossMeta, { max: LOSS_MAX }).prefault(loss),
      bursts: burstsSchema.optional(),
      retransmit: quantity(
        duration,
        assumed("Delay that a lost packet costs before TCP sends it again", "a round trip and its variation"),
      ).prefault(retransmit),
      radio: radioSchema(radio),
    })
    .prefault({});
}

/** Of one carrier, where it has another capacity than the others. */
function ownLink(way: "up" | "down") {
  return z.strictObject({
    bandwidth: quantity(
      bandwidth,
      assumed(`Bandwidth ${way} of this carrier in one city, where it is not that of all`, NO_SOURCE),
      { positive: true },
    ),
    buffer: buffer(way),
  });
}

function buffer(way: "up" | "down") {
  return quantity(
    duration,
    assumed(`Longest queue ${way}; what would wait longer is lost`, "a router's buffer of 200 ms"),
  ).prefault("200ms");
}

function link(way: "up" | "down", bandwidthText: string, why: string) {
  return z
    .strictObject({
      bandwidth: quantity(bandwidth, assumed(`Bandwidth ${way} of one carrier in one city`, why), {
        positive: true,
      }).prefault(bandwidthText),
      buffer: buffer(way),
    })
    .prefault({});
}
