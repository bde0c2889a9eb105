import type { Result } from "../../result/result.ts";
import { LEVELS, level } from "../tokens.ts";
import { across, highest, partMetric, type View, type Windowed } from "../view.ts";
import { duration, share } from "../words.ts";

export type Node = Result["topology"]["nodes"][number];

/** What a node's gauge shows over time, and how to say it. */
export interface Load {
  readonly of: Windowed;
  /** Part of the gauge that is filled, 0..1, and the shade it has. */
  readonly shade: (value: number) => number;
  readonly text: (value: number) => string;
  readonly measure: "utilisation" | "lag" | "age";
}

/** Upper ends of the shades of a replica's lag [ms]: each about twice the one before. */
const LAG_SHADES_MS = [50, 100, 200, 500, 1000, 2000, 5000];

function lagShade(ms: number): number {
  const at = LAG_SHADES_MS.findIndex((end) => ms < end);
  return at < 0 ? LEVELS - 1 : at;
}

function utilisation(of: Windowed | undefined): Load | undefined {
  return of === undefined ? undefined : { of, shade: level, text: share, measure: "utilisation" };
}

function folded(
  view: View,
  family: string,
  parts: readonly (readonly [part: string, metric: string])[],
): Load | undefined {
  const found = parts.flatMap(([part, metric]) => {
    const of = partMetric(view, family, part, metric);
    return of === undefined ? [] : [{ of }];
  });
  return utilisation(across(found, highest));
}

/** A function from node to its load; undefined where the run recorded none. */
export function loads(view: View): (node: Node) => Load | undefined {
  const { nodes } = view.result.topology;
  const { allowedLagMs } = view.result.money;
  return (node) => {
    switch (node.kind) {
      case "carrier":
        return folded(view, "carriers", [
          [node.id, "upUtilisation"],
          [node.id, "downUtilisation"],
        ]);
      case "cluster":
        return folded(view, "clusters", [[node.id, "utilisation"]]);
      case "line": {
        const directions = Object.keys(view.result.series.parts.lines ?? {}).filter(
          (name) => name === node.id || name.startsWith(`${node.id}:`),
        );
        return folded(
          view,
          "lines",
          directions.map((name) => [name, "utilisation"] as const),
        );
      }
      case "idc":
        return folded(
          view,
          "sets",
          nodes
            .filter((n) => n.kind === "set" && n.in === node.id)
            .map((n) => [n.id, "utilisation"] as const),
        );
      case "set":
        return folded(view, "sets", [[node.id, "utilisation"]]);
      case "replica": {
        const of =
          partMetric(view, "replicas", node.id, "lagMaxMs") ?? partMetric(view, "replicas", node.id, "lagMs");
        return of === undefined
          ? undefined
          : { of, shade: lagShade, text: (ms) => `lag ${duration(ms)}`, measure: "lag" };
      }
      case "queue": {
        // Its age and not its depth: how long a credit may wait is known, how many may is not.
        const of = partMetric(view, "queues", node.id, "oldestAgeMs");
        const text = (ms: number): string => `oldest credit ${duration(ms)}`;
        return of === undefined
          ? undefined
          : { of, shade: (ms) => level(ms / Math.max(1, allowedLagMs)), text, measure: "age" };
      }
    }
  };
}

/** Whether a fault of this part struck the node: the part itself, one of a list, "all sets", a queue, a replica inside. */
export function strikes(part: string, node: Node): boolean {
  if (node.kind === "set" && (part === "all sets" || part.startsWith(`${node.id}/`))) return true;
  if (node.kind === "queue" && node.id.endsWith(`/${part}`)) return true;
  return part === node.id || (part.includes(", ") && part.split(", ").includes(node.id));
}
