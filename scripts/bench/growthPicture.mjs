/** Draws series of costs on double logarithmic axes, one panel each, as an SVG that reads on light and dark ground. */

const [PANEL_WIDTH, PANEL_HEIGHT] = [230, 210];
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 14, 40, 40];
const COLUMNS = 3;

const UNITS = {
  batch: "images in the batch",
  tokens: "tokens of an image",
  width: "width of the student",
  temperatures: "temperatures",
  images: "training images",
};

const STYLE = `text { font: 11px system-ui, sans-serif; fill: #333 }
.title { font-weight: 600; font-size: 12px }
.axis { stroke: #888; fill: none }
.grid { stroke: #8884 }
.fit { stroke: #0072b2; stroke-dasharray: 4 3; fill: none }
.point { fill: #0072b2 }
@media (prefers-color-scheme: dark) {
  text { fill: #ddd }
  .fit { stroke: #56b4e9 }
  .point { fill: #56b4e9 }
}`;

/**
 * @param {{of: string, what: string, points: {size: number, ms: number}[], exponent: number}[]} series
 * @returns {string} SVG
 */
export function growthPicture(series) {
  const rows = Math.ceil(series.length / COLUMNS);
  const [width, height] = [COLUMNS * PANEL_WIDTH, rows * PANEL_HEIGHT];
  const panels = series.map((one, i) => {
    const x = (i % COLUMNS) * PANEL_WIDTH;
    const y = Math.floor(i / COLUMNS) * PANEL_HEIGHT;
    return `<g transform="translate(${x} ${y})">${panel(one)}</g>`;
  });
  const summary = series.map(
    ({ of, exponent }) => `${of} to the power ${exponent.toFixed(2)}`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>How cost grows: ${summary.join(", ")}</title>
<style>
${STYLE}
</style>
${panels.join("\n")}
</svg>
`;
}

function panel({ of, points, exponent }) {
  const sizes = points.map(({ size }) => size);
  const times = points.map(({ ms }) => ms);
  const x = logScale(sizes, LEFT, PANEL_WIDTH - RIGHT);
  const middle = (values) =>
    Math.exp(values.reduce((sum, v) => sum + Math.log(v), 0) / values.length);
  const fitAt = (size) => middle(times) * (size / middle(sizes)) ** exponent;
  const ends = [Math.min(...sizes), Math.max(...sizes)];
  const drawn = [...times, ...ends.map(fitAt)];
  const y = logScale(drawn, PANEL_HEIGHT - BOTTOM, TOP);
  const [bottom, right] = [PANEL_HEIGHT - BOTTOM, PANEL_WIDTH - RIGHT];
  const yTicks = decadeTicks(y.from, y.to);
  return [
    `<text class="title" x="${LEFT}" y="16">${of}: exponent ${exponent.toFixed(2)}</text>`,
    `<text x="${LEFT}" y="31">milliseconds</text>`,
    ...yTicks.map(
      (tick) =>
        `<path class="grid" d="M${LEFT} ${f(y.at(tick))}H${right}"/><text x="${LEFT - 5}" y="${f(y.at(tick) + 4)}" text-anchor="end">${compact(tick)}</text>`,
    ),
    ...xTicks(sizes, x).map(
      (tick) =>
        `<text x="${f(x.at(tick))}" y="${bottom + 15}" text-anchor="middle">${compact(tick)}</text>`,
    ),
    `<path class="axis" d="M${LEFT} ${TOP}V${bottom}H${right}"/>`,
    `<path class="fit" d="M${ends.map((size) => `${f(x.at(size))} ${f(y.at(fitAt(size)))}`).join("L")}"/>`,
    ...points.map(
      ({ size, ms }) =>
        `<circle class="point" cx="${f(x.at(size))}" cy="${f(y.at(ms))}" r="3.5"><title>${size}: ${ms.toFixed(1)} ms</title></circle>`,
    ),
    `<text x="${(LEFT + right) / 2}" y="${bottom + 32}" text-anchor="middle">${UNITS[of]}</text>`,
  ].join("\n");
}

const f = (value) => value.toFixed(1);

/** Maps values, with some room around them, from one pixel to another by their logarithm. */
function logScale(values, start, end) {
  const from = Math.min(...values) / 1.25;
  const to = Math.max(...values) * 1.25;
  const at = (value) =>
    start + ((end - start) * Math.log(value / from)) / Math.log(to / from);
  return { from, to, at };
}

/** 1, 2 and 5 times powers of ten; fewer where the axis is long. */
function decadeTicks(from, to) {
  const decades = Math.log10(to / from);
  const steps =
    decades > 2 ? [1] : decades > 0.9 ? [1, 3] : [1, 1.5, 2, 3, 5, 7];
  const ticks = [];
  for (let power = Math.floor(Math.log10(from)); 10 ** power <= to; power++) {
    for (const step of steps) {
      const tick = Number((step * 10 ** power).toPrecision(3));
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return ticks;
}

/** The sizes themselves, as far as their labels do not touch. */
function xTicks(sizes, x) {
  const kept = [];
  for (const size of [...sizes].reverse()) {
    const previous = kept.at(-1);
    if (previous === undefined || x.at(previous) - x.at(size) > 26)
      kept.push(size);
  }
  return kept;
}

const compact = (value) =>
  value >= 1000 ? `${Number((value / 1000).toPrecision(3))}k` : `${value}`;
