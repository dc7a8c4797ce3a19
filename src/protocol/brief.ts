/** Enough to recognise a value by, short enough for a message. */
const LONGEST = 80;

/**
 * A value from a stranger's file, link or message, as text for an error.
 *
 * @returns JSON, cut off after 80 characters; words where there is none, as for a value nested so deep that writing it would overflow the stack.
 */
export function brief(value: unknown): string {
  if (value === undefined) return "nothing";
  let text: string | undefined;
  try {
    text = JSON.stringify(value) as string | undefined;
  } catch {
    return "something nested too deep or in a circle";
  }
  if (text === undefined) return `a ${typeof value}`;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
