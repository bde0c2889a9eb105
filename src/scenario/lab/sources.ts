import { z } from "zod";
import { distribution } from "../distribution.ts";
import { assumed, flag, identifier, named, quantity, reference } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";
import { rate } from "../units/rate.ts";
import { share } from "../units/share.ts";

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
      path: z
        .array(reference("station, replica group or link", named("What the request visits next")))
        .min(1)
        .max(64),
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
          pause: quantity(
            duration,
            assumed("Pause before the first retry; it doubles with each further one", "at once unless said"),
          ).prefault("0s"),
          jitter: quantity(
            share,
            assumed("The pause is drawn from this share less to this share more", "none unless said"),
          ).prefault("0%"),
          retryWhenRefused: flag(
            assumed("Whether a refusal is tried again like silence", "a refusal is an answer"),
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
      priority: quantity(
        count,
        assumed("Class at stations that serve by priority; 0 is served first", "all alike"),
        { max: 15 },
      ).prefault(0),
    }),
  )
  .min(1)
  .max(64);
