import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
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
    service: quantity(size, assumed("A message between two services", WHY)).prefault("500B"),
  })
  .prefault({});
