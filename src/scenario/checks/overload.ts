import type { Overload } from "../parts/overload.ts";
import { contradiction, type Finding, type Path } from "./finding.ts";

/** The bounds of a limit that adapts must hold its start. */
export function checkOverload(overload: Overload, at: Path): Finding[] {
  if (overload.kind !== "adaptiveLimit") return [];
  const { min, initial, max } = overload;
  const uses = [
    [...at, "min"],
    [...at, "max"],
  ];
  return initial < min || initial > max
    ? [contradiction([...at, "initial"], `a limit from min ${min} to max ${max}`, uses)]
    : [];
}
