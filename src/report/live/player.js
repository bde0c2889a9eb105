// Playback: moves the cursor through every chart and the map through the evening.
import { data, pointAll } from "./charts.js";
import { listeners, startPointer, zoomTo } from "./pointer.js";
import { unpackedNumbers } from "./unpacked.js";
import { clock } from "./words.js";

const EVENT_MS = 20_000;

const byId = (id) => document.getElementById(id);
const slider = byId("slider");
const play = byId("play");
const reset = byId("reset");
const when = byId("map-when");
const whenStatic = when?.textContent;
const stepMs = data.map.clocks[0]?.[1] ?? 10_000;

const parts = data.map.parts.map(([place, utilisation, clock, packed]) => ({
  utilisation,
  fromMs: data.map.clocks[clock][0],
  windowMs: data.map.clocks[clock][1],
  values: unpackedNumbers(packed),
  nodes: [...document.querySelectorAll(`[data-node="${place}"]`)].map((node) => {
    const fill = node.querySelector(".fill");
    const value = node.querySelector(".value");
    const peak = {
      width: fill?.getAttribute("width"),
      fill: fill?.getAttribute("fill"),
      text: value?.textContent,
    };
    const small = node.matches(".replica, .cell");
    return { fill, value, peak, room: Number(node.querySelector(".trough")?.getAttribute("width")), small };
  }),
  links: [...document.querySelectorAll(`[data-link="${place}"]`)].map((link) => [
    link,
    link.getAttribute("stroke-width"),
    link.getAttribute("stroke"),
  ]),
}));
const signs = [...document.querySelectorAll(".map .masked, .map .faulty")].map((sign) => ({
  sign,
  spans: (sign.classList.contains("masked") ? data.map.masks : data.map.faults).filter(
    ([, , node]) => node === Number(sign.parentNode.dataset.node),
  ),
}));

let now = data.fromMs;
let playing = false;
let mapStep = -1;
let zoomed = false;

function showPart(part, ms) {
  const value = part.values[Math.floor((ms - part.fromMs) / part.windowMs)] ?? null;
  const share = value === null ? 0 : part.utilisation ? value / 100 : (value + 1) / 8;
  const shade =
    value === null ? 0 : part.utilisation ? Math.max(0, Math.min(7, Math.floor(share * 8))) : value;
  for (const { fill, value: text, room, small } of part.nodes) {
    if (!small) fill?.setAttribute("width", Math.round(room * Math.min(1, share) * 10) / 10);
    fill?.setAttribute("fill", `var(--l${shade})`);
    if (text && part.utilisation) text.textContent = value === null ? "–" : `${value} %`;
  }
  for (const [link] of part.links) {
    link.setAttribute("stroke-width", 1 + 5 * Math.min(1, share));
    link.setAttribute("stroke", share < 0.5 ? "var(--rule)" : `var(--l${shade})`);
  }
}

function showMap(ms) {
  const step = Math.floor((ms - data.fromMs) / stepMs);
  if (step === mapStep) return;
  mapStep = step;
  for (const part of parts) showPart(part, ms);
  for (const { sign, spans } of signs) {
    sign.classList.toggle(
      "off",
      !spans.some(([from, to]) => from < (step + 1) * stepMs + data.fromMs && to > ms),
    );
  }
  if (when)
    when.textContent = `The fullest moment of each part from ${clock(data.fromMs + step * stepMs, data.startOfDayMs, true)} to ${clock(data.fromMs + (step + 1) * stepMs, data.startOfDayMs, true)}.`;
}

/** The map as it was before anything was played: each part at its fullest. */
function showPeaks() {
  mapStep = -1;
  for (const part of parts) {
    for (const { fill, value, peak } of part.nodes) {
      fill?.setAttribute("width", peak.width);
      fill?.setAttribute("fill", peak.fill);
      if (value) value.textContent = peak.text;
    }
    for (const [link, width, stroke] of part.links) {
      link.setAttribute("stroke-width", width);
      link.setAttribute("stroke", stroke);
    }
  }
  for (const { sign } of signs) sign.classList.remove("off");
  if (when) when.textContent = whenStatic;
}

/** What is going on at this moment, from the timeline. */
function happening(ms) {
  const told = data.events
    .filter(([atMs, untilMs]) => atMs <= ms && ms < (untilMs ?? atMs + EVENT_MS))
    .map(([, , text]) => text);
  return told.join(" · ");
}

function moveTo(ms) {
  now = Math.min(data.toMs - 1, Math.max(data.fromMs, ms));
  slider.value = String(Math.floor(now));
  const text = clock(now, data.startOfDayMs, false);
  byId("now").textContent = text;
  slider.setAttribute("aria-valuetext", text);
  byId("said").textContent = happening(now);
  pointAll(now);
  showMap(now);
  reset.hidden = false;
}

function setPlaying(value) {
  playing = value;
  play.textContent = value ? "Pause" : "Play";
  if (!value) return;
  if (now >= data.toMs - 1) now = data.fromMs;
  let last = performance.now();
  const tick = (time) => {
    if (!playing) return;
    moveTo(now + (time - last) * Number(byId("speed").value));
    last = time;
    if (now >= data.toMs - 1) setPlaying(false);
    else requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

slider.min = String(data.fromMs);
slider.max = String(data.toMs - 1);
slider.step = "1000";
slider.value = String(data.fromMs);
byId("now").textContent = clock(now, data.startOfDayMs, false);
slider.addEventListener("input", () => {
  setPlaying(false);
  moveTo(Number(slider.value));
});
play.addEventListener("click", () => setPlaying(!playing));
reset.addEventListener("click", () => {
  setPlaying(false);
  if (zoomed) zoomTo(data.fromMs, data.toMs);
  pointAll(null);
  showPeaks();
  reset.hidden = true;
});
listeners.moment.push((ms) => {
  setPlaying(false);
  moveTo(ms);
});
listeners.zoom.push((isZoomed) => {
  zoomed = isZoomed;
  reset.hidden = !isZoomed && mapStep < 0;
});
startPointer();
document.body.classList.add("live");
byId("player").hidden = false;
