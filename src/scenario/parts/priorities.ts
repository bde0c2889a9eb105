import { z } from "zod";
import { assumed, quantity } from "../leaf.ts";
import { count } from "../units/count.ts";

const WHY = "the further a red packet has come, the more has been spent on it";

/** Business priorities of the steps, for overload controls that go by priority. */
export const prioritiesSchema = z
  .strictObject({
    shake: priority("Business priority of shakes, 0 being the most important", 4),
    send: priority("Business priority of sends", 3),
    grab: priority("Business priority of grabs", 1),
    open: priority("Business priority of opens", 0),
    share: priority("Business priority of shares", 2),
  })
  .prefault({});

function priority(description: string, fallback: number) {
  return quantity(count, assumed(description, WHY), { max: 15 }).prefault(fallback);
}
