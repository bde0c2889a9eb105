// Tooltips, the brush, legend switches and the keyboard.
import { data, drawSeries, element, placeOf, plots, pointAll, timeAt, zoom } from "./charts.js";
import { clock, said } from "./words.js";

const BRUSH_PX_MIN = 6;
const ZOOM_MS_MIN = 30_000;

export const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("role", "status");

/** Told of every moment the reader points at, and of every zoom. */
export const listeners = { moment: [], zoom: [] };

const tell = (name, ...values) => {
  for (const listener of listeners[name]) listener(...values);
};

function row(name, value) {
  const made = document.createElement("span");
  const key = document.createElement("bdi");
  key.textContent = name;
  const figure = document.createElement("bdi");
  figure.textContent = value;
  made.append(key, figure);
  return made;
}

function showTip(plot, ms) {
  const title = document.createElement("b");
  title.textContent = clock(ms, data.startOfDayMs, false);
  const rows = plot.series.flatMap((one, i) => {
    if (plot.hidden.has(i)) return [];
    return [row(one.name, said(one.values[Math.floor((ms - one.fromMs) / one.windowMs)], plot.chart.unit))];
  });
  tip.replaceChildren(title, ...rows);
  const holder = plot.svg.parentNode;
  if (tip.parentNode !== holder) holder.append(tip);
  tip.hidden = false;
  const scale = plot.svg.clientWidth / plot.svg.viewBox.baseVal.width;
  const x = (plot.left + placeOf(plot, ms)) * scale;
  const room = holder.clientWidth - tip.offsetWidth;
  const beside = x + 14 <= room ? x + 14 : x - tip.offsetWidth - 14;
  tip.style.transform = `translate(${Math.max(0, Math.min(room, beside))}px, ${plot.top * scale + 6}px)`;
}

function xOf(plot, event) {
  const box = plot.svg.getBoundingClientRect();
  return ((event.clientX - box.left) * plot.svg.viewBox.baseVal.width) / box.width - plot.left;
}

function point(plot, ms) {
  plot.at = ms;
  pointAll(ms);
  if (plot.series.length > 0) showTip(plot, ms);
}

export function zoomTo(fromMs, toMs) {
  tip.hidden = true;
  const middle = (fromMs + toMs) / 2;
  const half = Math.max(ZOOM_MS_MIN, toMs - fromMs) / 2;
  const from = Math.max(data.fromMs, middle - half);
  const to = Math.min(data.toMs, middle + half);
  zoom(from, to);
  tell("zoom", from !== data.fromMs || to !== data.toMs);
}

function listen(plot) {
  const { svg } = plot;
  let downX = null;
  let brush = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || plot.series.length === 0) return;
    downX = xOf(plot, event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    const x = xOf(plot, event);
    point(plot, timeAt(plot, x));
    if (downX === null || Math.abs(x - downX) < BRUSH_PX_MIN) return;
    if (brush === null) {
      brush = element("rect", { class: "brush", y: 0, height: plot.height });
      plot.root.append(brush);
    }
    const edge = Math.min(plot.width, Math.max(0, x));
    brush.setAttribute("x", Math.min(downX, edge));
    brush.setAttribute("width", Math.abs(edge - downX));
  });
  const end = (event) => {
    const start = downX;
    downX = null;
    const x = xOf(plot, event);
    if (brush !== null) {
      brush.remove();
      brush = null;
      const edges = [timeAt(plot, start), timeAt(plot, x)];
      zoomTo(Math.min(...edges), Math.max(...edges));
    } else if (start !== null) tell("moment", timeAt(plot, x));
  };
  svg.addEventListener("pointerup", end);
  svg.addEventListener("pointercancel", () => {
    downX = null;
    brush?.remove();
    brush = null;
  });
  svg.addEventListener("pointerleave", () => {
    if (downX !== null) return;
    tip.hidden = true;
    pointAll(null);
  });
  svg.addEventListener("dblclick", () => zoomTo(data.fromMs, data.toMs));
}

function keys(figure) {
  const holder = figure.querySelector(".plots");
  holder.tabIndex = 0;
  holder.setAttribute("role", "group");
  holder.setAttribute(
    "aria-label",
    "Chart over time. Arrow keys read values, Enter zooms in, Escape shows the whole evening.",
  );
  holder.addEventListener("keydown", (event) => {
    const plot = plots.find((one) => one.figure === figure && one.svg.clientWidth > 0);
    if (plot === undefined) return;
    const step = (plot.toMs - plot.fromMs) / (event.shiftKey ? 20 : 200);
    const at = plot.at ?? (plot.fromMs + plot.toMs) / 2;
    const moves = { ArrowLeft: at - step, ArrowRight: at + step, Home: plot.fromMs, End: plot.toMs - 1 };
    const to = moves[event.key];
    if (to !== undefined) {
      event.preventDefault();
      point(plot, Math.min(plot.toMs - 1, Math.max(plot.fromMs, to)));
    } else if (event.key === "Enter") zoomTo(at - step * 50, at + step * 50);
    else if (event.key === "Escape") zoomTo(data.fromMs, data.toMs);
  });
  holder.addEventListener("blur", () => {
    tip.hidden = true;
  });
}

/** Legend entries become switches. What stands over time is drawn again without them; other layers are hidden. */
function switches(figure) {
  const own = plots.filter((plot) => plot.figure === figure);
  for (const item of figure.querySelectorAll("[data-series]")) {
    const index = Number(item.dataset.series);
    const layers = figure.querySelectorAll(`.s${index}_marks, .h${index}_marks`);
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", "true");
    button.append(...item.childNodes);
    item.append(button);
    button.addEventListener("click", () => {
      const show = button.getAttribute("aria-pressed") === "false";
      button.setAttribute("aria-pressed", String(show));
      for (const layer of own.length > 0 ? [] : layers) layer.classList.toggle("off", !show);
      for (const plot of own) {
        if (show) plot.hidden.delete(index);
        else plot.hidden.add(index);
        drawSeries(plot);
      }
    });
  }
}

export function startPointer() {
  for (const plot of plots) listen(plot);
  for (const figure of new Set(plots.filter((p) => p.series.length > 0).map((p) => p.figure))) keys(figure);
  for (const figure of document.querySelectorAll("figure[data-chart]")) switches(figure);
}
