import { quantityJsonSchema } from "./leaf.ts";
import { factor } from "./units/count.ts";
import { share } from "./units/share.ts";
import type { Unit } from "./units/unit.ts";

type Schema = Record<string, unknown>;

/** Name under which the JSON Schema defines the distributions over a unit. */
export function distributionDefinition<T extends number>(unit: Unit<T>): string {
  return `${unit.name}Distribution`;
}

/** JSON Schema of a distribution over one unit as it is written in a file. */
export function distributionJsonSchema<T extends number>(unit: Unit<T>): Schema {
  const of = quantityJsonSchema(unit);
  const number = quantityJsonSchema(factor);
  const itself = { $ref: `#/definitions/${distributionDefinition(unit)}` };
  const lognormal = [
    object({ median: of, p99: of }),
    object({ mean: of, sd: of }),
    object({ median: of, sigma: number }),
  ];
  const part = object({ weight: quantityJsonSchema(share), of: itself });
  return {
    anyOf: [
      of,
      object({ constant: of }),
      object({ exponential: of }),
      object({ uniform: object({ min: of, max: of }) }),
      object({ normal: object({ mean: of, sd: of }) }),
      object({ lognormal: { anyOf: lognormal } }),
      object({ pareto: object({ xm: of, alpha: number }) }),
      object({ erlang: object({ k: number, mean: of }) }),
      object({ mixture: { type: "array", minItems: 1, items: part } }),
      object({ empirical: { type: "array", minItems: 1, items: of } }),
      object({ file: { type: "string" } }),
    ],
  };
}

function object(properties: Record<string, Schema>): Schema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}
