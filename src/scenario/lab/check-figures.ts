import {
  FIGURES_OVER_TIME,
  GROUP_FIGURES,
  type LabFigure,
  LINK_FIGURES,
  ONLY_AT_MOMENTS,
  PACKET_FIGURES,
  SOURCE_FIGURES,
  STATION_FIGURES,
  unitOfFigure,
} from "../../result/lab-figures.ts";
import { hasRise } from "../budgets/has-rise.ts";
import { badReference, contradiction, type Finding, type Path } from "../checks/finding.ts";
import type { KnownValue } from "./exact.ts";
import { type LabScenario, packetsOf } from "./lab-scenario.ts";

/** What speaks of a figure: a known value, a budget. */
interface Speaks {
  of: string;
  figure: LabFigure;
  at?: number | undefined;
  values: readonly (readonly [key: string, value: KnownValue | undefined])[];
}

/** What is wrong with known values and budgets: parts and figures that are not there, values of another kind. */
export function checkFigures(lab: LabScenario): Finding[] {
  const parts = partsOf(lab);
  return [
    ...lab.exact.flatMap((exact, i) =>
      checkFigure({ ...exact, values: [["is", exact.is]] }, ["exact", i], parts),
    ),
    ...lab.budgets.flatMap((budget, i) =>
      checkFigure(
        { ...budget, values: (["max", "min"] as const).map((key) => [key, budget[key]]) },
        ["budgets", i],
        parts,
      ),
    ),
    ...checkLimits(lab),
  ];
}

function checkLimits({ budgets }: LabScenario): Finding[] {
  return budgets.flatMap((budget, i): Finding[] => {
    const { id, max, min } = budget;
    const at = ["budgets", i];
    const first = budgets.findIndex((other) => other.id === id);
    const twice: Finding[] =
      first < i
        ? [
            {
              path: [...at, "id"],
              complaint: { kind: "duplicate", expected: "a name of its own" },
              uses: [["budgets", first, "id"]],
            },
          ]
        : [];
    if (max === undefined && min === undefined)
      return hasRise(budget) ? twice : [...twice, contradiction(at, "max, min or maxIncrease")];
    if (max !== undefined && min !== undefined && min.value > max.value)
      return [...twice, contradiction([...at, "min"], "at most max", [[...at, "max"]])];
    return twice;
  });
}

/** A part's figures, and the moments at which it is looked at. */
interface Looked {
  kind: "source" | "station" | "group" | "link" | "packets";
  figures: readonly string[];
  moments: readonly number[];
}

function partsOf(lab: LabScenario): ReadonlyMap<string, Looked> {
  return new Map<string, Looked>([
    ...lab.sources.map(
      ({ id, sentAt, slowerThan }) =>
        [id, { kind: "source", figures: SOURCE_FIGURES, moments: [...sentAt, ...slowerThan] }] as const,
    ),
    ...lab.stations.map(
      ({ id, presentAt }) => [id, { kind: "station", figures: STATION_FIGURES, moments: presentAt }] as const,
    ),
    ...lab.replicaGroups.map(
      ({ id, readAfter }) => [id, { kind: "group", figures: GROUP_FIGURES, moments: readAfter }] as const,
    ),
    ...lab.links.map(({ id }) => [id, { kind: "link", figures: LINK_FIGURES, moments: [] }] as const),
    ...packetsOf(lab).map(
      ({ packets }) => [packets.id, { kind: "packets", figures: PACKET_FIGURES, moments: [] }] as const,
    ),
  ]);
}

function checkFigure(
  { of, figure, at: moment, values }: Speaks,
  at: Path,
  parts: ReadonlyMap<string, Looked>,
): Finding[] {
  const part = parts.get(of);
  if (part === undefined) {
    const uses = [["sources"], ["stations"], ["replicaGroups"], ["links"], ["sets"]];
    return [badReference([...at, "of"], of, "id of a part", [...parts.keys()], uses)];
  }
  const { figures, moments } = part;
  if (!figures.includes(figure))
    return [badReference([...at, "figure"], figure, `name of a figure of ${of}`, figures, [[...at, "of"]])];
  const isTime = unitOfFigure(figure) === "ms";
  const otherKind = values.filter(([, value]) => value !== undefined && value.isTime !== isTime);
  if (otherKind.length > 0) {
    const expected = isTime ? "a duration: the figure is a time" : "a bare number: the figure is no time";
    return otherKind.map(([key]) => contradiction([...at, key], expected, [[...at, "figure"]]));
  }
  if (moment === undefined)
    return ONLY_AT_MOMENTS.includes(figure)
      ? [contradiction([...at, "figure"], "at, which moment is meant")]
      : [];
  const overTime = FIGURES_OVER_TIME[part.kind].includes(figure);
  if (overTime && moments.includes(moment)) return [];
  const expected = overTime
    ? `one of the moments that ${of} is looked at`
    : "no at: the figure is not one over time";
  return [
    contradiction([...at, "at"], expected, [
      [...at, "of"],
      [...at, "figure"],
    ]),
  ];
}
