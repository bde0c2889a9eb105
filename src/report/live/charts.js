// Charts over time: finds their drawings and draws them again for a part of the evening.
import { unpacked } from "./unpacked.js";
import { clock } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const POINTS_MAX = 1200;
const TICK_STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800];

export const data = JSON.parse(document.getElementById("live-data").textContent);
const sets = data.sets.map((set) => ({ ...set, values: unpacked(set.packed) }));

export function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

const round = (n) => Math.round(n * 10) / 10;

/** Every drawing of every chart (desk and phone), with its plot and its layers. */
export const plots = data.charts.flatMap((chart) => {
  const figure = document.getElementById(`chart-${chart.id}`);
  const series = chart.series.map((one) => ({ ...one, ...sets[one.data], lows: sets[one.low]?.values }));
  return [...figure.querySelectorAll(".plots > svg")].map((svg, i) => {
    const [width, height, left, top] = chart.frames[i];
    const root = svg.querySelector(".role-frame > g");
    const cursor = element("line", { class: "cursor off", y1: 0, y2: height });
    root.append(cursor);
    const moved = [];
    for (const path of root.querySelectorAll("path")) moved.push([path, "d", path.getAttribute("d")]);
    for (const mark of root.querySelectorAll(".roundTicks_marks line, .rounds_marks text")) {
      moved.push([mark, "transform", mark.getAttribute("transform")]);
    }
    const own = { chart, series, figure, svg, root, cursor, width, height, left, top, moved };
    return { ...own, fromMs: chart.fromMs, toMs: chart.toMs, hidden: new Set() };
  });
});

export const timeAt = (plot, x) =>
  plot.fromMs + (Math.min(plot.width, Math.max(0, x)) / plot.width) * (plot.toMs - plot.fromMs);
export const placeOf = (plot, ms) => ((ms - plot.fromMs) / (plot.toMs - plot.fromMs)) * plot.width;

function heightOf({ chart, height }, value) {
  const [low, high] = chart.domain;
  if (chart.kind === "linear") return height * (1 - (value - low) / (high - low));
  return height * (1 - Math.log(Math.max(value, low) / low) / Math.log(high / low));
}

/** Windows to draw: all of them, or the least and the greatest of each bucket; the edges of a gap always. */
function chosen(values, from, to) {
  const each = Math.ceil(((to - from) * 2) / POINTS_MAX);
  const kept = new Set();
  for (let start = from; start < to; start += each) {
    let least = start;
    let most = start;
    for (let i = start; i < Math.min(to, start + each); i++) {
      if (values[i] === null) kept.add(i);
      else if (values[least] === null || values[i] < values[least]) least = i;
      if (values[i] !== null && (values[most] === null || values[i] > values[most])) most = i;
    }
    kept.add(least).add(most);
  }
  return [...kept].sort((a, b) => a - b);
}

/** One value for each run of windows, picked from those that have one. */
function folded(values, each, pick) {
  if (values === undefined || each === 1) return values;
  const kept = [];
  for (let i = 0; i < values.length; i += each) {
    const some = values.slice(i, i + each).filter((value) => value !== null);
    kept.push(some.length === 0 ? null : pick(...some));
  }
  return kept;
}

/** A series as an outline. In a stack, `tops` and `lows` are where it ends and begins; `guide` picks its windows. */
function line(plot, one, { tops = one.values, lows = one.lows, guide } = {}) {
  const { highest } = plot.chart;
  const each =
    highest === null ? 1 : Math.max(1, Math.ceil((plot.toMs - plot.fromMs) / one.windowMs / highest));
  const windowMs = one.windowMs * each;
  const most = folded(tops, each, Math.max);
  const least = folded(lows, each, Math.min);
  const from = Math.max(0, Math.floor((plot.fromMs - one.fromMs) / windowMs) - 1);
  const to = Math.min(most.length, Math.ceil((plot.toMs - one.fromMs) / windowMs) + 1);
  let d = "";
  let piece = "";
  let back = "";
  const end = () => {
    d += piece + (least && piece !== "" ? `${back}Z` : "");
    piece = "";
    back = "";
  };
  const add = (i, shift) => {
    const x = round(placeOf(plot, one.fromMs + (i + shift) * windowMs));
    const y = round(heightOf(plot, most[i]));
    piece += piece === "" ? `M${x},${y}` : one.mark === "step" ? `H${x}V${y}` : `L${x},${y}`;
    if (least) back = `L${x},${round(heightOf(plot, least[i] ?? most[i]))}${back}`;
  };
  // What has other windows than the stack, a run that is compared with, picks its own.
  for (const i of chosen(guide?.length === most.length ? guide : most, from, to)) {
    if (most[i] === null) {
      end();
      continue;
    }
    // A window without neighbours is drawn as long as it lasted.
    const lonely = (most[i - 1] ?? null) === null && (most[i + 1] ?? null) === null;
    add(i, lonely || one.mark === "step" ? 0 : 0.5);
    if (lonely) add(i, 1);
  }
  end();
  return d;
}

/** The height of a stack, window by window; null where nothing is stacked. */
function total({ chart, series, hidden }) {
  const areas = series.filter((one, i) => one.mark === "area" && !hidden.has(i));
  if (!chart.stacked || areas.length === 0) return null;
  return areas[0].values.map((_, w) => areas.reduce((sum, { values }) => sum + (values[w] ?? 0), 0));
}

/** Areas stand on the areas before them that are not switched off. */
export function drawSeries(plot) {
  let lows = null;
  const guide = total(plot) ?? undefined;
  // Hatches and the phone's drawing show the outlines of the desk's.
  if (!plot.svg.matches(".wide")) return;
  plot.series.forEach((one, i) => {
    const marks = plot.root.querySelectorAll(`.s${i}_marks path`);
    let d = "";
    if (!plot.hidden.has(i)) {
      if (plot.chart.stacked && one.mark === "area") {
        const below = lows ?? one.values.map(() => 0);
        const tops = one.values.map((value, w) => below[w] + (value ?? 0));
        d = line(plot, one, { tops, lows: below, guide });
        lows = tops;
      } else d = line(plot, one, { guide });
    }
    for (const mark of marks) mark.setAttribute("d", d);
  });
}

function drawMarks(plot) {
  for (const [name, place] of Object.entries(plot.chart.marks)) {
    const spans = data.spans[place];
    plot.root.querySelectorAll(`.${name}_marks > *`).forEach((mark, i) => {
      const [fromMs, toMs] = spans[i] ?? [0, 0];
      const x = round(placeOf(plot, fromMs));
      if (mark.tagName === "path") {
        mark.setAttribute("d", `M${x},0H${round(placeOf(plot, toMs))}V${plot.height}H${x}Z`);
        return;
      }
      mark.setAttribute("transform", mark.getAttribute("transform").replace(/\(-?[\d.]+/, `(${x}`));
      mark.classList.toggle("off", x < 0 || x > plot.width);
    });
  }
}

function drawTicks(plot, whole) {
  const axis = plot.root.querySelector('[data-axis="x"]');
  const place = axis.querySelector(".role-axis-label").parentNode;
  for (const old of axis.querySelectorAll(".role-axis-tick, .role-axis-label"))
    old.classList.toggle("off", !whole);
  for (const own of place.querySelectorAll(".zoomed")) own.remove();
  if (whole) return;
  const most = plot.width > 400 ? plot.width / 90 : 4;
  const stepMs = 1000 * (TICK_STEPS_S.find((s) => (plot.toMs - plot.fromMs) / s / 1000 <= most) ?? 21_600);
  const group = element("g", { class: "zoomed" });
  const first = Math.ceil((plot.fromMs + data.startOfDayMs) / stepMs) * stepMs - data.startOfDayMs;
  for (let at = first; at <= plot.toMs; at += stepMs) {
    const x = round(placeOf(plot, at));
    const label = element("text", {
      x,
      y: 15,
      "text-anchor": "middle",
      "font-size": "11px",
      fill: "var(--muted)",
    });
    label.textContent = clock(at, data.startOfDayMs, true);
    group.append(element("line", { x1: x, x2: x, y1: 0, y2: 4, stroke: "var(--rule)" }), label);
  }
  place.append(group);
}

/** Shows [fromMs, toMs) in every chart that spans the whole evening; without arguments, the whole evening again. */
export function zoom(fromMs = data.fromMs, toMs = data.toMs) {
  const whole = fromMs === data.fromMs && toMs === data.toMs;
  for (const plot of plots) {
    if (plot.chart.fromMs !== data.fromMs || plot.chart.toMs !== data.toMs || plot.series.length === 0)
      continue;
    plot.fromMs = fromMs;
    plot.toMs = toMs;
    if (whole) {
      for (const [mark, name, value] of plot.moved) mark.setAttribute(name, value);
      for (const mark of plot.root.querySelectorAll(".roundTicks_marks .off, .rounds_marks .off"))
        mark.classList.remove("off");
    } else drawMarks(plot);
    if (!whole || plot.hidden.size > 0) drawSeries(plot);
    drawTicks(plot, whole);
  }
}

/** The cursor of every chart at one moment. */
export function pointAll(ms) {
  for (const plot of plots) {
    const x = ms === null ? -1 : placeOf(plot, ms);
    const outside = ms === null || x < 0 || x > plot.width;
    plot.cursor.classList.toggle("off", outside);
    if (outside) continue;
    plot.cursor.setAttribute("x1", round(x));
    plot.cursor.setAttribute("x2", round(x));
  }
}
