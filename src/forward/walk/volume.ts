/** How many combinations of options a set of boxes covers, without counting any twice. */

import type { Box } from "./state.ts";

/** Combinations in one box. */
export function volumeOf(box: Box): number {
  let volume = 1;
  for (const options of box.values()) volume *= options.size;
  return volume;
}

/**
 * Combinations of `whole`'s options that lie in at least one of the boxes; choices that `whole` has not met do not
 * count. Options that the same boxes hold are taken together, so the cost follows the boxes and not the options.
 */
export function covered(whole: Box, boxes: readonly Box[]): number {
  return below([...whole.keys()], whole, boxes);
}

function below(choices: readonly string[], whole: Box, boxes: readonly Box[]): number {
  if (boxes.length === 0) return 0;
  const [choice, ...rest] = choices;
  if (choice === undefined) return 1;
  const classes = new Map<string, { size: number; boxes: readonly Box[] }>();
  for (const option of whole.get(choice) ?? []) {
    const holding = boxes.flatMap((box, i) => (box.get(choice)?.has(option) === false ? [] : [i]));
    const key = holding.join(",");
    const same = classes.get(key);
    if (same === undefined) classes.set(key, { size: 1, boxes: holding.flatMap((i) => boxes[i] ?? []) });
    else same.size++;
  }
  let sum = 0;
  for (const { size, boxes: inside } of classes.values()) sum += size * below(rest, whole, inside);
  return sum;
}
