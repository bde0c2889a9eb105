/** An outline of straight lines with a tenth of a pixel's precision, as steps from point to point: half the text. */
export function shortPath(d: string): string {
  const commands = [...d.matchAll(/([A-Za-z])([^A-Za-z]*)/g)].map(([, letter = "", numbers = ""]) => ({
    letter,
    at: numbers.split(/[ ,]+/).flatMap((n) => (n === "" ? [] : [Math.round(Number(n) * 10)])),
  }));
  if (!commands.every(({ letter }) => "MLHVZ".includes(letter))) return rounded(d);
  let text = "";
  let last = "";
  // A straight run along one axis is one step, however many points it passes.
  let run: { letter: "h" | "v"; by: number } | undefined;
  const write = (step: string): void => {
    text += step;
    last = /[a-zA-Z]/.exec(step)?.[0] ?? last;
  };
  const endRun = (): void => {
    if (run !== undefined) write(`${run.letter}${tenths(run.by)}`);
    run = undefined;
  };
  const go = (letter: "h" | "v", by: number): void => {
    if (by === 0) return;
    if (run?.letter !== letter || run.by > 0 !== by > 0) endRun();
    run = { letter, by: (run?.by ?? 0) + by };
  };
  let [x, y] = [0, 0];
  let start: readonly [number, number] = [0, 0];
  for (const { letter, at } of commands) {
    const [a = 0, b = 0] = at;
    const [dx, dy] = [letter === "V" ? 0 : a - x, letter === "V" ? a - y : letter === "H" ? 0 : b - y];
    if (letter === "Z") {
      endRun();
      [x, y] = start;
      write("Z");
    } else if (letter === "M") {
      endRun();
      [x, y] = [a, b];
      start = [a, b];
      write(`M${tenths(a)}${after(tenths(b))}`);
    } else if (dx === 0 || dy === 0) {
      [x, y] = [x + dx, y + dy];
      go(dy === 0 ? "h" : "v", dy === 0 ? dx : dy);
    } else {
      endRun();
      [x, y] = [a, b];
      const step = `${tenths(dx)}${after(tenths(dy))}`;
      write(last === "l" ? after(step) : `l${step}`);
    }
  }
  endRun();
  return text;
}

/** Numbers with one decimal at most. */
export function rounded(text: string): string {
  return text.replace(/-?\d+\.\d+(?:e-\d+)?/g, (n) => String(Math.round(Number(n) * 10) / 10));
}

/** 123 as "12.3", -5 as "-.5". */
function tenths(n: number): string {
  const text = String(Math.abs(n)).padStart(2, "0");
  const [whole, part] = [text.slice(0, -1).replace(/^0+/, ""), text.slice(-1)];
  return `${n < 0 ? "-" : ""}${part === "0" ? whole || "0" : `${whole}.${part}`}`;
}

/** A number after another one: a minus parts them by itself. */
const after = (text: string): string => (text.startsWith("-") ? text : ` ${text}`);
