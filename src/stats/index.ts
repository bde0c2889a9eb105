export { Histogram, type HistogramJson } from "./histogram.ts";
export { type Interval, jackknife, meanInterval, proportionInterval, quantileRanks } from "./interval.ts";
export { mser5, type WarmUp } from "./mser.ts";
export { tQuantile } from "./student.ts";
export { WindowedCounts } from "./time-series.ts";
export { WindowedGauge } from "./windowed-gauge.ts";
