/** Which kind of picture a file is to be, by the end of its name. */

export const endings = ["svg", "png", "mmd", "dot"] as const;
export type Ending = (typeof endings)[number];

export function endingOf(file: string): Ending | undefined {
  return endings.find((e) => file.toLowerCase().endsWith(`.${e}`));
}
