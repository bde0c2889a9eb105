import { bandwidth } from "./bandwidth.ts";
import { count, factor } from "./count.ts";
import { duration } from "./duration.ts";
import { money } from "./money.ts";
import { rate } from "./rate.ts";
import { scale } from "./scale.ts";
import { share } from "./share.ts";
import { size } from "./size.ts";
import { isQuantity, type Unit } from "./unit.ts";

const UNITS = [
  duration,
  rate,
  bandwidth,
  size,
  share,
  money,
  scale,
  count,
  factor,
] as readonly Unit<number>[];

/** The first unit in which both texts are quantities: of "500ms" and "2s" the duration. */
export function unitOfBoth(a: string, b: string): Unit<number> | undefined {
  return UNITS.find((unit) => isQuantity(unit.parse(a)) && isQuantity(unit.parse(b)));
}
