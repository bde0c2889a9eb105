import { z } from "zod";
import { assumed, type LeafMeta, quantity, word } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { size } from "../units/size.ts";
import { choice } from "./choice.ts";

const shake: LeafMeta = {
  description:
    "Where luck is decided: at the access server, or by logic in the set that the user's orders go to",
  mark: "published",
  source: "Tencent lecture (2015): shake logic was moved into the access server",
};

const logic: LeafMeta = {
  description:
    "Where a step's logic runs: with the order (owner), in a campus of the city where the user entered (near), or in the access server (access); from the latter two each operation on the order's data is a round trip",
  mark: "published",
  source: "2016 architecture article: requests from the other side are carried across to the owning side",
};

const operations = () =>
  quantity(
    count,
    assumed(
      "Operations on an order's data in one step",
      "to open is to read the order, write the claim and update the order",
    ),
    { positive: true, max: 20 },
  ).prefault(3);

/** Where logic runs. */
const place = () =>
  choice("logic", "owner", [
    z.strictObject({ logic: word(["owner"], logic) }),
    z.strictObject({ logic: word(["near"], logic), operations: operations() }),
    z.strictObject({ logic: word(["access"], logic), operations: operations() }),
  ]);

const idle: LeafMeta = assumed(
  "What becomes of a kept connection while nothing goes over it: it stays open, is kept alive by messages, or is closed and set up again by the next call",
  "it stays open and costs nothing",
);

/** The call chain: where each step's logic runs (`steps`; all others as `orders` says), and what a call between layers costs beside itself. */
export const chainSchema = z
  .strictObject({
    shake: word(["access", "owner"], shake).prefault("access"),
    orders: place().prefault({}),
    steps: z
      .strictObject({
        shake: place().optional(),
        send: place().optional(),
        grab: place().optional(),
        open: place().optional(),
        share: place().optional(),
      })
      .prefault({}),
    connections: word(
      ["kept", "new"],
      assumed(
        "Whether connections between layers stay open, or each call begins with a handshake: one round trip more",
        "long connections between services",
      ),
    ).prefault("kept"),
    idle: choice("kind", "open", [
      z.strictObject({ kind: word(["open"], idle) }),
      z.strictObject({
        kind: word(["keepAlive"], idle),
        every: quantity(
          duration,
          assumed("Time between two messages that keep a connection alive", "RabbitMQ's heartbeat"),
          {
            positive: true,
          },
        ).prefault("60s"),
        bytes: quantity(
          size,
          assumed("Such a message, and its answer", "headers of Ethernet, IP and TCP"),
        ).prefault("66B"),
      }),
      z.strictObject({
        kind: word(["closed"], idle),
        after: quantity(
          duration,
          assumed("How long a connection may be idle", "a proxy's idle time-out of a minute"),
          {
            positive: true,
          },
        ).prefault("60s"),
      }),
    ]).prefault({}),
    batching: choice("kind", "none", [
      z.strictObject({
        kind: word(["none"], assumed("How messages are put together for a line", "each goes by itself")),
      }),
      z.strictObject({
        kind: word(
          ["ticks"],
          assumed("How messages are put together for a line", "what is due goes together"),
        ),
        every: quantity(duration, assumed("Time between two batches", "a broker's batch: 20 ms"), {
          positive: true,
        }).prefault("20ms"),
        headers: quantity(
          size,
          assumed("Part of a message that a batch needs once", "headers of Ethernet, IP and TCP"),
        ).prefault("66B"),
      }),
    ]).prefault({}),
  })
  .prefault({});
