import { expect, test } from "vitest";
import { scenarioJsonSchema } from "../../src/scenario/json-schema.ts";

/** Write it anew with: npx vitest run --config test/vitest.config.ts test/scenario/json-schema.test.ts -u */
test("the published JSON Schema is the one that the schema gives", async () => {
  const text = `${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot("../../scenarios/hongbao.schema.json");
});

test("every key that holds a value says what it means", () => {
  expect(undescribed(scenarioJsonSchema(), "")).toEqual(["version", "kind"]);
});

type Schema = { [key: string]: unknown };

/** Paths of properties without members of their own that have no description. */
function undescribed(schema: object, path: string): string[] {
  const { properties, items, oneOf } = schema as Schema;
  const below = Object.entries((properties as Schema | undefined) ?? {}).flatMap(([key, of]) =>
    undescribed(of as object, path === "" ? key : `${path}.${key}`),
  );
  if (properties !== undefined) return below;
  if (Array.isArray(oneOf)) return oneOf.flatMap((option) => undescribed(option, path));
  const { description, anyOf, type } = schema as Schema;
  if (description !== undefined || "const" in schema)
    return description === undefined && !path.includes(".") ? [path] : [];
  if (Array.isArray(anyOf) && anyOf.some((option) => option.description ?? option.items)) return [];
  if (items !== undefined && !Array.isArray(items)) return undescribed(items as object, path);
  return type === "null" || Array.isArray(items) ? [] : [path];
}
