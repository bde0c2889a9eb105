import type { Tallies } from "../../../src/model/measure/tallies.ts";

/** All that tallies have counted and timed, as one text. */
export function said(tallies: Tallies): string {
  return JSON.stringify([
    tallies
      .countsOf()
      .map(({ windows, outcomes }) => [
        ...outcomes,
        ...Array.from({ length: windows.columns }, (_, column) => [...windows.column(column)]),
      ]),
    tallies
      .latenciesOf()
      .map((of) => [
        of.client,
        of.service,
        of.clientWindows.map((windows) => windows.between(0, 60)),
        of.serviceWindows.map((windows) => windows.between(0, 60)),
      ]),
  ]);
}
