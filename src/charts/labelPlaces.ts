/**
 * Moves labels apart that would overlap, as little as it can and without changing their order.
 *
 * Each group of labels that touch is spread evenly around the mean of where its members would like to be, then kept
 * inside the range; groups that touch by then become one.
 *
 * @param wanted [n], centre of each label.
 * @param distance Least distance between two centres.
 * @param range Lowest and highest centre allowed.
 * @returns [n], in the order of `wanted`.
 */
export function spreadLabels(
  wanted: readonly number[],
  distance: number,
  [low, high]: readonly [number, number],
): number[] {
  type Group = { members: number[]; sum: number };
  const order = wanted.map((_, i) => i);
  order.sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const start = ({ members, sum }: Group) => {
    const extent = (members.length - 1) * distance;
    const ideal = sum / members.length - extent / 2;
    return Math.max(low, Math.min(high - extent, ideal));
  };
  const groups: Group[] = [];
  for (const index of order) {
    let group: Group = { members: [index], sum: wanted[index] ?? 0 };
    let above = groups.at(-1);
    while (
      above &&
      start(above) + above.members.length * distance > start(group)
    ) {
      groups.pop();
      group = {
        members: [...above.members, ...group.members],
        sum: above.sum + group.sum,
      };
      above = groups.at(-1);
    }
    groups.push(group);
  }
  const places = new Array<number>(wanted.length).fill(0);
  for (const group of groups) {
    group.members.forEach((index, i) => {
      places[index] = start(group) + i * distance;
    });
  }
  return places;
}
