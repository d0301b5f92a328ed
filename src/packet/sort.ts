/** Sorting of part of an array of numbers in place, for lists that are sorted millions of times. */

export const mostKeys = 1024;

const run = 16;
const spare = new Float64Array(mostKeys);
const counts = new Int32Array(mostKeys + 2);

/** At most `mostKeys` of them. */
export function sort(keys: Float64Array, from: number, to: number): void {
  if (to - from > run && spread(keys, from, to)) return;
  mergeSort(keys, from, to);
}

/** Keys are thrown where they would lie if they were spread evenly; false when too many fall on one place. */
function spread(keys: Float64Array, from: number, to: number): boolean {
  const length = to - from;
  let low = keys[from] as number;
  let high = low;
  for (let i = from + 1; i < to; i++) {
    const key = keys[i] as number;
    if (key < low) low = key;
    else if (key > high) high = key;
  }
  const scale = length / (high - low);
  counts.fill(0, 0, length + 2);
  for (let i = from; i < to; i++) {
    const key = keys[i] as number;
    spare[i - from] = key;
    const place = ((key - low) * scale) | 0;
    counts[place + 1] = (counts[place + 1] as number) + 1;
  }
  // Where the keys of each place begin.
  for (let i = 1; i <= length; i++) {
    const count = counts[i] as number;
    if (count > run) return false;
    counts[i] = (counts[i - 1] as number) + count;
  }
  for (let i = 0; i < length; i++) {
    const key = spare[i] as number;
    const place = ((key - low) * scale) | 0;
    const next = counts[place] as number;
    counts[place] = next + 1;
    keys[from + next] = key;
  }
  insertionSort(keys, from, to);
  return true;
}

/** Runs by insertion, then merged two by two. */
function mergeSort(keys: Float64Array, from: number, to: number): void {
  for (let start = from; start < to; start += run) insertionSort(keys, start, Math.min(start + run, to));
  for (let width = run; width < to - from; width *= 2) {
    for (let start = from; start + width < to; start += 2 * width) {
      merge(keys, start, start + width, Math.min(start + 2 * width, to));
    }
  }
}

function insertionSort(keys: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const key = keys[i] as number;
    let j = i - 1;
    while (j >= from && (keys[j] as number) > key) {
      keys[j + 1] = keys[j] as number;
      j--;
    }
    keys[j + 1] = key;
  }
}

function merge(keys: Float64Array, from: number, middle: number, to: number): void {
  for (let i = from; i < middle; i++) spare[i - from] = keys[i] as number;
  let left = 0;
  let right = middle;
  for (let out = from; left < middle - from; out++) {
    if (right < to && (keys[right] as number) < (spare[left] as number)) keys[out] = keys[right++] as number;
    else keys[out] = spare[left++] as number;
  }
}
