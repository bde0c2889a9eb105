/** What `hongbao init` writes: a short evening around the peak that states only what differs from the gala. */
export function scenarioTemplate(): string {
  return TEMPLATE;
}

const TEMPLATE = `# Five minutes around the peak of 22:30, with the line between the two cities cut for a minute.
# Whatever is not said here is as on the night of the 2015 gala: see "hongbao schema".
version: 1
name: My evening
description: A shake round at 22:30 while the main line is cut
run:
  from: 2015-02-18 22:29
  to: 22:34
  scale: 1/319            # one simulated shake stands for 319
  seed: first try
traffic:
  shake:                  # first attempts leaving handsets
    background:
      - {from: "22:29", to: "22:34", rate: 0.1M/s}
    rounds:
      - {name: the round, at: "22:30", frames: [{after: 0s, rate: 0/s}, {after: 10s, rate: 8M/s}, {after: 3min, rate: 2M/s, approach: exponential}]}
  send:                   # personal packets
    background:
      - {from: "22:29", to: "22:34", rate: 2k/s}
faults:
  - {kind: cutLine, line: sz-sh-main, at: "22:31", for: 1min}
budgets:                  # "hongbao check" judges them
  - {id: shake-smooth, figure: latency, step: shake, quantile: 99%, max: 5s}
  - {id: core, figure: availability, min: 99%}      # of shake, open, share
  - {id: back-soon, figure: recovery, fault: cutLine, steps: whole, max: 15s}
`;
