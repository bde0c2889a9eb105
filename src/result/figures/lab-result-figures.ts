import { kindOfFigure } from "../lab-figures.ts";
import type { LabResult } from "../lab-result.ts";
import type { Figure } from "./figure.ts";

/** Quantiles and moments that say what their neighbours say. */
const LEFT_OUT = /\.(?:sd|p90|p95|p999)$/;

/** The figures of a lab's result, as far as it tells them: estimates of all its replications, one number a run. */
export function labResultFigures(result: LabResult): Figure[] {
  const { sources, stations, replicaGroups, links, packets = [] } = result;
  return [...sources, ...stations, ...replicaGroups, ...links, ...packets].flatMap(({ id, figures }) =>
    Object.entries(figures).flatMap(([name, estimate]): Figure[] => {
      if (estimate === null || LEFT_OUT.test(name)) return [];
      return [
        {
          id: `${id}.${name}`,
          text: `${name} of ${id}`,
          ...kindOfFigure(name),
          take: "mean",
          samplesMin: 1,
          badSlices: 0,
          // A lab has no clock: a figure is of all that counts.
          fromMs: 0,
          toMs: 0,
          sliceMs: 0,
          parts: [{ part: "", slices: [{ kind: "level", value: estimate.estimate, samples: estimate.n }] }],
        },
      ];
    }),
  );
}
