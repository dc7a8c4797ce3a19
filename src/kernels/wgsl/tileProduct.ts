/**
 * WGSL of a matrix product in tiles, the core of every linear layer and 1 x 1 convolution.
 *
 * A workgroup of 64 threads computes one tile of the result, 32 or 64 rows by 32 or 64 columns. Sixteen inner indices at a time, its threads bring both operands
 * into workgroup memory, each as rows of vectors along the tile; operands that lie the other way round in memory are turned in registers, four by four.
 * Then each thread adds up the outer products of its 4 or 8 rows and columns in registers. The next sixteen are fetched while the present ones are multiplied.
 * With float16 the tiles and the sums over sixteen are halves, the sums of those float32.
 */

export const TILE_THREADS = 64;

export type Tile = { rows: 32 | 64; columns: 32 | 64 };

/** What operands are rounded to in workgroup memory. */
export type TileNumbers = "f32" | "f16";

const TILES: readonly Tile[] = [
  { rows: 64, columns: 64 },
  { rows: 64, columns: 32 },
  { rows: 32, columns: 64 },
  { rows: 32, columns: 32 },
];

/** Inner indices that a tile holds at a time. */
export const TILE_DEPTH = 16;

/** Workgroups that keep a GPU busy; with fewer, smaller tiles share the work better than large ones save memory traffic. */
export const BUSY_GROUPS = 192;

/** What a row or column of a tile costs to fetch, in products along the other side: only the order of its choices matters. */
const FETCH_COST = 8;

/**
 * The tile for a result of this size: little waste at the edges, and large, unless that leaves too few workgroups.
 *
 * @param splits Workgroups that may share each tile, part of its inner axis each.
 */
export function tileFor(rows: number, columns: number, splits = 1): Tile {
  const cost = (tile: Tile) =>
    tileCount(rows, columns, tile) *
    (tile.rows * tile.columns + FETCH_COST * (tile.rows + tile.columns));
  const busy = TILES.filter(
    (tile) => tileCount(rows, columns, tile) * splits >= BUSY_GROUPS,
  );
  const candidates = busy.length > 0 ? busy : TILES.slice(-1);
  return candidates.reduce((best, tile) =>
    cost(tile) < cost(best) ? tile : best,
  );
}

export function tileCount(rows: number, columns: number, tile: Tile): number {
  return Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
}

export type Operand = {
  /** Whether neighbours in memory are neighbours along the tile; if not, they are along the inner axis. */
  alongTile: boolean;
  /** WGSL expression of four neighbours in memory, zeros beyond the edges. */
  four: (row: string, column: string) => string;
};

/**
 * `name(firstRow, firstColumn, innerFrom, innerTo, part, thread)`: one tile of a product. `innerFrom` and `innerTo` must be the same for the whole workgroup,
 * and `innerFrom` a multiple of 16. Uses the workgroup arrays that `tileMemory` declares.
 */
export function tileProduct(product: {
  name: string;
  tile: Tile;
  /** As given to `tileMemory`; f32 by default. Gradients are too small for f16. */
  numbers?: TileNumbers;
  /** Rows of the result by the inner axis. */
  left: Operand;
  /** Columns of the result by the inner axis. */
  right: Operand;
  /** WGSL that takes `four` results at `row` and `column`; `part` is the function's argument. */
  finish: string;
  /** WGSL that takes `four` sums over the right operand's inner axis at `column`. */
  finishSums?: string;
}): string {
  const { name, tile, left, right, finish, finishSums } = product;
  const isHalf = product.numbers === "f16";
  const rounded = (four: string) => (isHalf ? `vec4<f16>(${four})` : four);
  const rowVectors = range(tile.rows / 32);
  const columnVectors = range(tile.columns / 32);
  const fours = range(4);
  const leftWidth = tile.rows / 4;
  const rightWidth = tile.columns / 4;

  /** One thread fetches a block of four by four. */
  const fetch = (
    side: string,
    { alongTile, four }: Operand,
    first: string,
    from: string,
  ) =>
    fours
      .map((i) => {
        const place = `${first} + 4u * ${side}Place`;
        const depth = `${from} + ${side}Depth`;
        return `${side}${i} = ${alongTile ? four(`${depth} + ${i}u`, place) : four(`${place} + ${i}u`, depth)};`;
      })
      .join("\n      ");
  const store = (side: string, { alongTile }: Operand, width: number) => {
    const at = (i: number) =>
      `${side}Tile[(${side}Depth + ${i}u) * ${width}u + ${side}Place]`;
    return alongTile
      ? fours
          .map((i) => `${at(i)} = ${rounded(`${side}${i}`)};`)
          .join("\n      ")
      : [
          `let turned = transpose(mat4x4<f32>(${fours.map((i) => `${side}${i}`).join(", ")}));`,
          ...fours.map((i) => `${at(i)} = ${rounded(`turned[${i}]`)};`),
        ].join("\n      ");
  };
  const fetchBoth = (from: string) => `
    if (leftFetches) {
      ${fetch("left", left, "firstRow", from)}
    }
    if (rightFetches) {
      ${fetch("right", right, "firstColumn", from)}
    }`;
  const sum = (r: number, i: number, c: number) => `sum${4 * r + i}_${c}`;
  const sums = rowVectors.flatMap((r) =>
    fours.flatMap((i) => columnVectors.map((c) => sum(r, i, c))),
  );
  const zero = (names: string[], numbers: TileNumbers = "f32") =>
    names.map((each) => `  var ${each} = vec4<${numbers}>(0.0);`).join("\n");
  /** What the products of a tile are added to. */
  const added = (sum: string) => (isHalf ? `half_${sum}` : sum);

  return `
fn ${name}(firstRow: u32, firstColumn: u32, innerFrom: u32, innerTo: u32, part: u32, thread: u32) {
  let x = thread % 8u;
  let y = thread / 8u;
  let leftPlace = thread % ${leftWidth}u;
  let leftDepth = 4u * (thread / ${leftWidth}u);
  let leftFetches = leftDepth < ${TILE_DEPTH}u;
  // From the other end, so that with small tiles each half of the threads fetches one operand.
  let rightPlace = (${TILE_THREADS - 1}u - thread) % ${rightWidth}u;
  let rightDepth = 4u * ((${TILE_THREADS - 1}u - thread) / ${rightWidth}u);
  let rightFetches = rightDepth < ${TILE_DEPTH}u;
${zero(fours.flatMap((i) => [`left${i}`, `right${i}`]))}
${zero(sums)}
${finishSums ? zero(columnVectors.map((c) => `total${c}`)) : ""}
  ${fetchBoth("innerFrom")}
  for (var inner = innerFrom; inner < innerTo; inner += ${TILE_DEPTH}u) {
    workgroupBarrier();
    if (leftFetches) {
      ${store("left", left, leftWidth)}
    }
    if (rightFetches) {
      ${store("right", right, rightWidth)}
    }
    workgroupBarrier();
    if (inner + ${TILE_DEPTH}u < innerTo) {
      let next = inner + ${TILE_DEPTH}u;
      ${fetchBoth("next")}
    }
    ${isHalf ? zero(sums.map(added), "f16") : ""}
    for (var k = 0u; k < ${TILE_DEPTH}u; k++) {
${columnVectors
  .map(
    (c) =>
      `      let b${c} = rightTile[k * ${rightWidth}u + x + ${8 * c}u];` +
      (finishSums ? ` total${c} += b${c};` : ""),
  )
  .join("\n")}
${rowVectors
  .map((r) =>
    [
      `      let a${r} = leftTile[k * ${leftWidth}u + y + ${8 * r}u];`,
      ...fours.flatMap((i) =>
        columnVectors.map(
          (c) => `      ${added(sum(r, i, c))} += a${r}[${i}] * b${c};`,
        ),
      ),
    ].join("\n"),
  )
  .join("\n")}
    }
    ${isHalf ? sums.map((each) => `${each} += vec4<f32>(${added(each)});`).join("\n    ") : ""}
  }
${rowVectors
  .flatMap((r) =>
    fours.flatMap((i) =>
      columnVectors.map(
        (c) => `
  {
    let row = firstRow + ${32 * r + i}u + 4u * y;
    let column = firstColumn + ${32 * c}u + 4u * x;
    let four = ${sum(r, i, c)};
    ${finish}
  }`,
      ),
    ),
  )
  .join("")}
${
  finishSums
    ? columnVectors
        .map(
          (c) => `
  if (firstRow == 0u && y == 0u) {
    let column = firstColumn + ${32 * c}u + 4u * x;
    let four = total${c};
    ${finishSums}
  }`,
        )
        .join("")
    : ""
}
}`;
}

/** Declares the workgroup memory that products with these tiles share. */
export function tileMemory(
  tiles: readonly Tile[],
  numbers: TileNumbers = "f32",
): string {
  const most = (sizes: number[]) => (TILE_DEPTH * Math.max(...sizes)) / 4;
  return `
var<workgroup> leftTile: array<vec4<${numbers}>, ${most(tiles.map(({ rows }) => rows))}>;
var<workgroup> rightTile: array<vec4<${numbers}>, ${most(tiles.map(({ columns }) => columns))}>;`;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
