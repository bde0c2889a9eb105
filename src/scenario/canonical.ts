import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../result/canonical-json.ts";
import type { Scenario } from "./scenario.ts";

/** The scenario as JSON with sorted keys: the same text for the same scenario, however its file is written. */
export function canonicalScenario(scenario: Scenario): string {
  return canonicalJson(scenario as unknown as Json, "scenario");
}

/** SHA-256 of the canonical JSON, in hex. */
export function scenarioHash(scenario: Scenario): string {
  return createHash("sha256").update(canonicalScenario(scenario)).digest("hex");
}
