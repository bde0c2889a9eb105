import { clockText } from "../clock-text.ts";
import type { Result } from "../result.ts";
import type { Table } from "./table.ts";

/** Each fault: when it was found, avoided and over, whom it touched, availability on both sides of its blast radius. */
export function incidentsTable({ clock, incidents = [] }: Result): Table {
  return {
    file: "incidents.csv",
    columns: [
      "clock",
      "part",
      "text",
      "found after [ms]",
      "avoided after [ms]",
      "recovered after [ms]",
      "returned after [ms]",
      "touched [requests]",
      "not shown [members]",
      "without access [attempts]",
      "share inside",
      "share in theory",
      "availability inside",
      "availability outside",
      "survivors' load, sets",
      "survivors' load, access servers",
    ],
    rows: incidents.map((of) => [
      clockText(clock.start, of.atMs),
      of.part,
      of.text,
      of.foundAfterMs,
      of.avoidedAfterMs,
      of.recoveredAfterMs,
      of.returnedAfterMs,
      of.touched.requests,
      of.touched.membersUnseen,
      of.touched.attemptsWithoutAccess,
      of.blast?.share ?? null,
      of.blast?.theory ?? null,
      of.blast?.inside.availability ?? null,
      of.blast?.outside.availability ?? null,
      of.survivors?.sets?.meanLoad ?? null,
      of.survivors?.access?.meanLoad ?? null,
    ]),
  };
}
