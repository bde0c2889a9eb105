import { z } from "zod";
import { assumed, flag, quantity } from "../leaf.ts";
import { size } from "../units/size.ts";

const WHY = "a short protocol message with its headers";

/** Sizes of messages on the wire. */
export const bytesSchema = z
  .strictObject({
    shake: z
      .strictObject({
        up: quantity(size, assumed("A shake's request", WHY)).prefault("300B"),
        down: quantity(size, assumed("A shake's answer", WHY)).prefault("600B"),
      })
      .prefault({}),
    other: z
      .strictObject({
        up: quantity(size, assumed("The request of any other step", WHY)).prefault("500B"),
        down: quantity(size, assumed("The answer of any other step", WHY)).prefault("1kB"),
      })
      .prefault({}),
    prepush: flag({
      description: "Whether pictures and sounds were pushed to handsets in the days before",
      mark: "published",
      source: "Zhang Wenrui's talk: 65 items, 3.7 PB, pushed from 9 to 18 February",
    }).prefault(true),
    static: quantity(size, {
      description: "What each shake would load beside its answer where nothing was pushed",
      mark: "derived",
      source: "derived: 3 Tb/s of downloads were expected for the planned 10 M shakes/s",
    }).prefault("37.5kB"),
    service: quantity(size, assumed("A message between two services", WHY)).prefault("500B"),
  })
  .prefault({});
