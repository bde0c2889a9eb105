/**
 * The published night's traffic, as a file would state it: the one part that has no defaults. Only the peak of
 * 14 M/s at 22:30, 7.2 bn shakes by then and 11 bn in all are published; the curve reproduces them.
 */
export function referenceTraffic(): object {
  const early = round("10.3M/s", "3.18M/s");
  const late = round("10M/s", "3.05M/s");
  return {
    shake: {
      background: [
        { from: "20:00", to: "22:30", rate: "0.15M/s" },
        { from: "22:30", to: "00:00", rate: "0.076M/s" },
      ],
      rounds: [
        ...["20:40", "21:05", "21:35", "22:00"].map((at) => ({ name: `round ${at}`, at, frames: early })),
        { name: "round 22:30", at: "22:30", frames: PEAK },
        ...["23:05", "23:35"].map((at) => ({ name: `round ${at}`, at, frames: late })),
      ],
    },
    send: {
      background: [{ from: "20:00", to: "00:30", rate: "2.2k/s" }],
      rounds: [{ name: "midnight", at: "23:50", frames: MIDNIGHT }],
    },
  };
}

function round(peak: string, end: string): object[] {
  return [
    { after: "0s", rate: "0/s" },
    { after: "12s", rate: peak },
    { after: "180s", rate: end, approach: "exponential" },
  ];
}

const PEAK = [
  { after: "0s", rate: "0/s" },
  { after: "10s", rate: "12.93M/s" },
  { after: "40s", rate: "13.93M/s" },
  { after: "70s", rate: "12.93M/s" },
  { after: "120s", rate: "13.1M/s" },
  { after: "300s", rate: "3.38M/s", approach: "exponential" },
];

const MIDNIGHT = [
  { after: "0s", rate: "0/s" },
  { after: "11min", rate: "14k/s" },
  { after: "35min", rate: "0/s" },
];
