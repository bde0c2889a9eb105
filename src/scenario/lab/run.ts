import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
import { seed } from "../parts/seed.ts";
import { count } from "../units/count.ts";

/** How much of a lab is simulated: independent replications of so many requests after a warm-up. */
export const labRunSchema = z
  .strictObject({
    requests: quantity(
      count,
      assumed("Requests of each replication that count, of all sources together", "a second or two to run"),
      { positive: true, max: 1e10 },
    ).prefault("100k"),
    warmup: quantity(
      count,
      assumed("Requests of each replication before those that count", "enough up to a load of .9"),
      { max: 1e10 },
    ).prefault("10k"),
    replications: quantity(
      count,
      assumed("Independent runs, each with random streams of its own", "enough for an interval"),
      { positive: true, max: 100_000 },
    ).prefault(20),
    seed: seed(assumed("Seed of every random stream", "any text will do")).prefault("lab"),
  })
  .prefault({});
