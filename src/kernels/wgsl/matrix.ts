/** WGSL that reads and writes matrices by fours along their rows, as vectors where the rows are whole vectors and one by one where not. */

/** A matrix in a buffer, row by row. */
export type Matrix = {
  /** Name of the buffer. */
  name: string;
  /** WGSL expression of the number of rows. */
  rows: string;
  columns: number;
};

/** The type as which a buffer with rows of this length is bound. */
export function elementsOf(columns: number): "vec4<f32>" | "f32" {
  return columns % 4 === 0 ? "vec4<f32>" : "f32";
}

/** `nameAt(row, column)`: four neighbours of a row, zeros beyond the edges. `column` is a multiple of 4. */
export function readsFours({ name, rows, columns }: Matrix): string {
  const inside =
    elementsOf(columns) === "f32"
      ? `
  for (var i = 0u; i < min(4u, ${columns}u - column); i++) {
    four[i] = ${name}[row * ${columns}u + column + i];
  }`
      : `
  four = ${name}[(row * ${columns}u + column) / 4u];`;
  return `
fn ${name}At(row: u32, column: u32) -> vec4<f32> {
  var four = vec4<f32>(0.0);
  if (row >= ${rows} || column >= ${columns}u) { return four; }${inside}
  return four;
}`;
}

/** `nameSet(row, column, four)`: the inverse; writes nothing beyond the edges. */
export function writesFours({ name, rows, columns }: Matrix): string {
  const inside =
    elementsOf(columns) === "f32"
      ? `
  for (var i = 0u; i < min(4u, ${columns}u - column); i++) {
    ${name}[row * ${columns}u + column + i] = four[i];
  }`
      : `
  ${name}[(row * ${columns}u + column) / 4u] = four;`;
  return `
fn ${name}Set(row: u32, column: u32, four: vec4<f32>) {
  if (row >= ${rows} || column >= ${columns}u) { return; }${inside}
}`;
}

/** `nameAt(column)`: four neighbours of a vector, zeros beyond its end. */
export function readsVector(name: string, size: number): string {
  const inside =
    elementsOf(size) === "f32"
      ? `
  for (var i = 0u; i < min(4u, ${size}u - column); i++) {
    four[i] = ${name}[column + i];
  }`
      : `
  four = ${name}[column / 4u];`;
  return `
fn ${name}At(column: u32) -> vec4<f32> {
  var four = vec4<f32>(0.0);
  if (column >= ${size}u) { return four; }${inside}
  return four;
}`;
}
