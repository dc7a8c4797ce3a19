/** Makes a forgotten member of a union a type error, and a loud error should one arrive all the same. */
export function assertNever(value: never): never {
  throw new Error(`assertNever: unexpected value ${JSON.stringify(value)}`);
}
