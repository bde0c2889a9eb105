import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, identifier, named, quantity } from "../leaf.ts";
import { count, factor } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";
import { labPathSchema } from "./path.ts";

/** Where requests of a lab come from, and the stations that they visit. */
export const labSourcesSchema = z
  .array(
    z.strictObject({
      id: identifier(named("Name of the source")),
      arrivals: z.strictObject({
        poisson: quantity(rate, named("Poisson arrivals of this rate (of batches, where batch is set)"), {
          positive: true,
        }).optional(),
        renewal: distribution(duration, named("Independent gaps between arrivals, of this law")).optional(),
        sinusoid: z
          .strictObject({
            mean: quantity(rate, named("Poisson arrivals whose rate swings around this one"), {
              positive: true,
            }),
            amplitude: quantity(rate, named("By how much it swings, at most the mean")),
            period: quantity(duration, named("In what time; it is at its mean and rising at the start"), {
              positive: true,
            }),
          })
          .optional(),
        curve: z
          .array(
            z.strictObject({
              from: quantity(duration, named("When this part of the rate begins")),
              to: quantity(duration, named("When it ends")),
              rate: quantity(rate, named("Poisson arrivals of this rate; parts that overlap add up")),
            }),
          )
          .min(1)
          .max(1000)
          .optional(),
        batch: quantity(count, named("How many come with each arrival"), {
          positive: true,
          max: 1_000_000,
        }).optional(),
        closed: z
          .strictObject({
            clients: quantity(count, named("Clients that think, send one request, and wait for it"), {
              positive: true,
              max: 1_000_000,
            }),
            think: distribution(duration, named("From the end of a request to the client's next")),
          })
          .optional(),
      }),
      path: labPathSchema,
      again: quantity(
        share,
        assumed("Share of those at the end of the path who go through it once more", "none unless said"),
        { max: 0.99 },
      ).prefault("0%"),
      client: z
        .strictObject({
          timeout: quantity(duration, named("How long a client waits for the answer to one attempt"), {
            positive: true,
          }),
          retries: quantity(count, assumed("Attempts after the first", "none unless said"), {
            max: 1000,
          }).prefault(0),
          pause: quantity(duration, assumed("Pause before the first retry", "at once unless said")).prefault(
            "0s",
          ),
          growth: quantity(
            factor,
            assumed("By what each further pause is longer than the one before", "doubling is most common"),
            { min: 1, max: 1000 },
          ).prefault(2),
          pauseMax: quantity(duration, named("Longest pause, before jitter"), { positive: true }).optional(),
          jitter: quantity(
            share,
            assumed("The pause is drawn from this share less to this share more", "none unless said"),
          ).prefault("0%"),
          retryWhenRefused: flag(
            assumed("Whether a refusal is tried again like silence", "a refusal is an answer"),
          ).prefault(false),
          retryBudget: z
            .strictObject({
              share: quantity(
                share,
                named("Retries that each first attempt earns for all clients of the source"),
              ),
              burst: quantity(count, named("Retries that may be saved up; so many are there at the start"), {
                max: 1e9,
              }),
            })
            .optional(),
          withdraw: flag(
            assumed(
              "Whether a client that gives up says so: a waiting attempt is then taken out of its queue, others go no further",
              "nobody tells the servers",
            ),
          ).prefault(false),
        })
        .optional(),
      sentAt: z
        .array(
          quantity(
            duration,
            named("When answers and attempts of the second before are counted, from the start on"),
            { min: 1000 },
          ),
        )
        .max(1000)
        .prefault([]),
      slowerThan: z
        .array(quantity(duration, named("The share of the answers that took at least so long is told")))
        .max(32)
        .prefault([]),
      priority: quantity(
        count,
        assumed("Class at stations that serve by priority; 0 is served first", "all alike"),
        { max: 15 },
      ).prefault(0),
    }),
  )
  .min(1)
  .max(64);
