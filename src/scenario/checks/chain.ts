import type { Scenario } from "../scenario.ts";
import { contradiction, type Finding } from "./finding.ts";

/** Only connections that are kept have anything to be done about while they are idle. */
export function checkChain({ chain }: Scenario): Finding[] {
  if (chain.connections === "kept" || chain.idle.kind === "open") return [];
  return [contradiction(["chain", "idle"], "connections that are kept", [["chain", "connections"]])];
}
