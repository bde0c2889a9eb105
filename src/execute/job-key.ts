import { createHash } from "node:crypto";
import { canonicalJson } from "../result/canonical-json.ts";
import { scenarioHash } from "../scenario/canonical.ts";
import type { Task } from "./task.ts";

/**
 * The name of a run: the hash of all that its outcome depends on. Two runs of one name have the same outcome, so one of
 * them is enough, whoever does it.
 *
 * @returns SHA-256 in hex.
 */
export function jobKey({ scenario, seed, k, fromMs, toMs }: Task, version: string): string {
  const of = {
    version,
    scenario: scenarioHash(scenario),
    seed,
    k: k ?? null,
    fromMs: fromMs ?? null,
    toMs: toMs ?? null,
  };
  return createHash("sha256").update(canonicalJson(of)).digest("hex");
}
