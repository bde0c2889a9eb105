import { quantityJsonSchema } from "./leaf.ts";
import { factor } from "./units/count.ts";
import { share } from "./units/share.ts";
import type { Unit } from "./units/unit.ts";

type Schema = Record<string, unknown>;

/** JSON Schema of a distribution over one unit as it is written in a file. */
export function distributionJsonSchema<T extends number>(unit: Unit<T>): Schema {
  const simple = simpleLaws(unit);
  const part = object({ weight: quantityJsonSchema(share), of: { anyOf: simple } });
  const mixture = object({ mixture: { type: "array", minItems: 1, items: part } });
  return { anyOf: [...simple, mixture] };
}

function simpleLaws<T extends number>(unit: Unit<T>): Schema[] {
  const of = quantityJsonSchema(unit);
  const number = quantityJsonSchema(factor);
  return [
    of,
    object({ constant: of }),
    object({ exponential: of }),
    object({ uniform: object({ min: of, max: of }) }),
    object({ normal: object({ mean: of, sd: of }) }),
    object({
      lognormal: {
        anyOf: [
          object({ median: of, p99: of }),
          object({ mean: of, sd: of }),
          object({ median: of, sigma: number }),
        ],
      },
    }),
    object({ pareto: object({ xm: of, alpha: number }) }),
    object({ erlang: object({ k: number, mean: of }) }),
  ];
}

function object(properties: Record<string, Schema>): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
