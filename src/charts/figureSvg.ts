/**
 * A figure as it stands on the page, as one SVG that needs nothing else: curves stay curves and text stays text, styles are written out,
 * canvases become pictures of their own pixels. No `foreignObject`, so that drawing programs read it and a canvas may be made of it.
 *
 * What an element with `data-unpainted` holds is left out: controls are no part of a picture.
 */
import { canvasPng } from "./canvasPng.ts";

const SVG = "http://www.w3.org/2000/svg";

/** Room around the figure, in CSS pixels. */
const MARGIN = 12;
/** Less would look coarse in print. */
const LEAST_SCALE = 2;

export type FigureSvg = {
  svg: string;
  /** In CSS pixels. */
  width: number;
  height: number;
};

/** @throws {RangeError} If the figure is not laid out. */
export function figureSvg(figure: HTMLElement): FigureSvg {
  const box = figure.getBoundingClientRect();
  if (box.width < 1 || box.height < 1) {
    throw new RangeError(
      `figureSvg: the figure must be in sight, got ${box.width} x ${box.height} pixels`,
    );
  }
  const width = Math.ceil(box.width + 2 * MARGIN);
  const height = Math.ceil(box.height + 2 * MARGIN);
  const root = document.createElementNS(SVG, "svg");
  setAll(root, {
    ...{ xmlns: SVG, width, height },
    viewBox: `0 0 ${width} ${height}`,
  });
  const ground = groundOf(figure);
  root.append(made("rect", { width, height, fill: ground }));
  const shift = { x: MARGIN - box.left, y: MARGIN - box.top };
  paint(figure, root, { shift, sight: box });
  return { svg: new XMLSerializer().serializeToString(root), width, height };
}

/** The same as PNG, at least twice as fine as the page's pixels. @throws {Error} If the browser cannot draw it. */
export async function figurePng(figure: HTMLElement): Promise<Blob> {
  const { svg, width, height } = figureSvg(figure);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.max(LEAST_SCALE, devicePixelRatio);
  const canvas = document.createElement("canvas");
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvasPng(canvas);
}

/** From the page to the picture. */
type Shift = { x: number; y: number };

type Attributes = Record<string, string | number>;

function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    const text = typeof value === "number" ? tidy(value) : value;
    element.setAttribute(name, text);
  }
}

/** A hundredth of a pixel is finer than anybody sees. */
const tidy = (value: number) => String(Math.round(value * 100) / 100);

function made(name: string, attributes: Attributes): SVGElement {
  const element = document.createElementNS(SVG, name);
  setAll(element, attributes);
  return element;
}

const isClear = (color: string) =>
  color === "transparent" || /^rgba\(.*, 0\)$/.test(color);

/** The first ground below the figure that can be seen. */
function groundOf(figure: HTMLElement): string {
  for (let at: Element | null = figure; at; at = at.parentElement) {
    const { backgroundColor } = getComputedStyle(at);
    if (!isClear(backgroundColor)) return backgroundColor;
  }
  return "#ffffff";
}

/** Where things go, and the box outside of which nothing is seen. */
type Frame = { shift: Shift; sight: DOMRect };

function paint(element: Element, into: SVGElement, frame: Frame): void {
  const { shift } = frame;
  const style = getComputedStyle(element);
  if (
    element.hasAttribute("data-unpainted") ||
    isBareButton(element) ||
    style.display === "none" ||
    style.clipPath === "inset(50%)" ||
    Number(style.opacity) === 0
  ) {
    return;
  }
  const target =
    Number(style.opacity) < 1 ? made("g", { opacity: style.opacity }) : into;
  if (target !== into) into.append(target);
  const isVisible = style.visibility === "visible";
  if (element instanceof SVGSVGElement) {
    if (isVisible) target.append(paintedSvg(element, shift));
    return;
  }
  if (isVisible) {
    paintBox(element, style, target, shift);
    if (element instanceof HTMLCanvasElement) {
      target.append(paintedPixels(element, shift));
      return;
    }
  }
  if (element instanceof HTMLInputElement) return;
  const inside =
    style.overflow === "visible"
      ? frame
      : { shift, sight: element.getBoundingClientRect() };
  for (const child of element.childNodes) {
    if (child instanceof Element) paint(child, target, inside);
    else if (child instanceof Text && isVisible) {
      paintText(child, style, target, inside);
    }
  }
}

/** A button that shows a sign alone says nothing in a picture. */
const isBareButton = (element: Element) =>
  element instanceof HTMLButtonElement && element.innerText.trim() === "";

function placeOf(element: Element, shift: Shift) {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: left + shift.x, y: top + shift.y, width, height };
}

/** Pixels are enlarged as they are, not blurred. */
function paintedPixels(canvas: HTMLCanvasElement, shift: Shift): SVGElement {
  return made("image", {
    ...placeOf(canvas, shift),
    href: canvas.toDataURL(),
    preserveAspectRatio: "none",
    "image-rendering": "pixelated",
  });
}

function paintBox(
  element: Element,
  style: CSSStyleDeclaration,
  into: SVGElement,
  shift: Shift,
): void {
  const box = placeOf(element, shift);
  const rx = Math.min(
    parseFloat(style.borderTopLeftRadius) || 0,
    box.width / 2,
  );
  const fill = hatching(style, into) ?? style.backgroundColor;
  if (!isClear(fill)) into.append(made("rect", { ...box, rx, fill }));
  const sides = ["top", "right", "bottom", "left"].map((side) => {
    const border = (what: string) =>
      style.getPropertyValue(`border-${side}-${what}`);
    const width = parseFloat(border("width")) || 0;
    return {
      side,
      width: border("style") === "none" ? 0 : width,
      color: border("color"),
    };
  });
  for (const { side, width, color } of sides) {
    if (width === 0 || isClear(color)) continue;
    const isLevel = side === "top" || side === "bottom";
    const line = {
      x: side === "right" ? box.x + box.width - width : box.x,
      y: side === "bottom" ? box.y + box.height - width : box.y,
      width: isLevel ? box.width : width,
      height: isLevel ? width : box.height,
    };
    into.append(made("rect", { ...line, fill: color }));
  }
}

let hatchings = 0;

/** A pattern in the place of `repeating-linear-gradient(45deg, color 0 a, transparent a b)`, the one gradient that charts have. */
function hatching(style: CSSStyleDeclaration, into: SVGElement): string | null {
  const { backgroundImage } = style;
  if (!backgroundImage.startsWith("repeating-linear-gradient(45deg")) {
    return null;
  }
  const color = /rgba?\([^)]*\)|color\([^)]*\)/.exec(backgroundImage)?.[0];
  const stops = [...backgroundImage.matchAll(/([\d.]+)px/g)].map(([, text]) =>
    Number(text),
  );
  const period = Math.max(...stops);
  const filled = stops.find((stop) => stop > 0);
  if (!color || !filled || !Number.isFinite(period)) return null;
  const id = `hatching-${++hatchings}`;
  const pattern = made("pattern", {
    ...{ id, width: period, height: period },
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(-45)",
  });
  pattern.append(made("rect", { width: period, height: filled, fill: color }));
  into.append(pattern);
  return `url(#${id})`;
}

/** Each line of a text where the browser has set it. */
function paintText(
  node: Text,
  style: CSSStyleDeclaration,
  into: SVGElement,
  { shift, sight }: Frame,
): void {
  const { ascent, descent } = fontHeights(style);
  const turned = turnOf(style);
  for (const { text, box } of linesOf(node, turned !== 0)) {
    if (!isSeen(box, sight)) continue;
    const extra = (turned === 0 ? box.height : box.width) - (ascent + descent);
    const start =
      turned === 0
        ? { x: box.left, y: box.top + extra / 2 + ascent }
        : turned === 90
          ? { x: box.right - extra / 2 - ascent, y: box.top }
          : { x: box.left + extra / 2 + ascent, y: box.bottom };
    const x = start.x + shift.x;
    const y = start.y + shift.y;
    const element = made("text", {
      ...(turned === 0
        ? { x, y }
        : { transform: `translate(${tidy(x)} ${tidy(y)}) rotate(${turned})` }),
      fill: style.color,
      ...fontOf(style),
      textLength: turned === 0 ? box.width : box.height,
      lengthAdjust: "spacingAndGlyphs",
      "xml:space": "preserve",
    });
    element.textContent = cased(text, style.textTransform);
    into.append(element);
  }
}

/** What has no room is often laid out all the same, and cut off. */
function isSeen(box: DOMRect, sight: DOMRect): boolean {
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  return (
    x >= sight.left && x <= sight.right && y >= sight.top && y <= sight.bottom
  );
}

function cased(text: string, transform: string): string {
  if (transform === "uppercase") return text.toUpperCase();
  if (transform === "lowercase") return text.toLowerCase();
  return text;
}

/** Of text that is set downwards, and perhaps turned over: degrees. */
function turnOf({ writingMode, rotate }: CSSStyleDeclaration): 0 | 90 | 270 {
  if (!writingMode.startsWith("vertical")) return 0;
  return rotate === "180deg" ? 270 : 90;
}

type Line = { text: string; box: DOMRect };

/** The words of a node, put together where they share a line. */
function linesOf(node: Text, isTurned: boolean): Line[] {
  const range = document.createRange();
  const lines: { start: number; end: number; edge: number }[] = [];
  for (const word of node.data.matchAll(/\S+\s?/g)) {
    const start = word.index;
    const end = start + word[0].trimEnd().length;
    range.setStart(node, start);
    range.setEnd(node, end);
    const box = range.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) continue;
    const edge = Math.round(isTurned ? box.left : box.top);
    const last = lines.at(-1);
    if (last?.edge === edge) last.end = end;
    else lines.push({ start, end, edge });
  }
  return lines.map(({ start, end }) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    const text = node.data.slice(start, end).replace(/[\t\n\r ]+/g, " ");
    return { text, box: range.getBoundingClientRect() };
  });
}

const FONT_PROPERTIES = [
  ...(["font-family", "font-size", "font-weight", "font-style"] as const),
  "letter-spacing",
] as const;

/** As attributes, which every reader of SVG knows, and which the page's content policy lets be set. */
const fontOf = (style: CSSStyleDeclaration): Attributes =>
  Object.fromEntries(
    FONT_PROPERTIES.map((name) => [name, style.getPropertyValue(name)]).filter(
      ([, value]) => value !== "normal",
    ),
  ) as Attributes;

let ruler: CanvasRenderingContext2D | null = null;

/** Of a line's content area, in CSS pixels. */
function fontHeights({
  fontStyle,
  fontWeight,
  fontSize,
  fontFamily,
}: CSSStyleDeclaration) {
  ruler ??= document.createElement("canvas").getContext("2d")!;
  ruler.font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } =
    ruler.measureText("x");
  return { ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent };
}

/** What decides how a shape looks, and how it looks without being told. */
const SHAPE_PROPERTIES: Readonly<Record<string, string>> = {
  fill: "rgb(0, 0, 0)",
  "fill-opacity": "1",
  stroke: "none",
  "stroke-width": "1px",
  "stroke-opacity": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  "vector-effect": "none",
  "shape-rendering": "auto",
  opacity: "1",
  visibility: "visible",
  display: "inline",
  "text-anchor": "start",
  "dominant-baseline": "auto",
};

/** These go down to the elements below, which must undo them where they differ. */
const HANDED_DOWN = /^(fill|stroke|paint|shape|visibility|text)/;

function paintedSvg(source: SVGSVGElement, shift: Shift): SVGElement {
  const copy = source.cloneNode(true) as SVGSVGElement;
  const sources = [source, ...source.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  sources.forEach((from, i) => writeStyle(from, copies[i]!));
  setAll(copy, { ...placeOf(source, shift), overflow: "visible" });
  return copy;
}

function writeStyle(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  const parent = from.parentElement && getComputedStyle(from.parentElement);
  const rules = Object.entries(SHAPE_PROPERTIES).flatMap(([name, initial]) => {
    const value = style.getPropertyValue(name);
    if (value === "") return [];
    const isRoot = from instanceof SVGSVGElement;
    const given =
      HANDED_DOWN.test(name) && parent && !isRoot
        ? parent.getPropertyValue(name)
        : initial;
    return value === given ? [] : [[name, value] as const];
  });
  for (const { name } of [...to.attributes]) {
    const isIdle =
      /^(class|style|tabindex|role|data-.*|aria-.*)$/.test(name) ||
      name in SHAPE_PROPERTIES;
    if (isIdle) to.removeAttribute(name);
  }
  setAll(to, {
    ...Object.fromEntries(rules),
    ...(from instanceof SVGTextElement && fontOf(style)),
  });
}
