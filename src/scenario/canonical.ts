import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../result/canonical-json.ts";
import type { AnyScenario } from "./scenario.ts";

/** The scenario as JSON with sorted keys: the same text for the same scenario, however its file is written. */
export function canonicalScenario(scenario: AnyScenario): string {
  return canonicalJson(scenario as unknown as Json, "scenario");
}

/** SHA-256 of the canonical JSON, in hex. */
export function scenarioHash(scenario: AnyScenario): string {
  return createHash("sha256").update(canonicalScenario(scenario)).digest("hex");
}
