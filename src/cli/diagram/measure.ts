/**
 * How wide text is before anybody has drawn it. Whoever opens the picture has some sans-serif, and nobody knows which: the
 * advances are those of DejaVu Sans, the widest of those that systems bring (Helvetica, Arial, Segoe, Inter and Noto are
 * narrower), so that what fits here fits there. A wide character (Korean, Chinese) takes a square.
 */

import { widthOf } from "../../api/rendering.ts";

export type Weight = "regular" | "bold";

/** Thousandths of the size, from the space to the tilde. */
const advances: Readonly<Record<Weight, readonly number[]>> = {
  regular: numbers(`318 401 460 838 636 950 780 275 390 390 500 838 318 361 318 337 636 636 636 636 636 636 636 636 636
    636 337 337 838 838 838 531 1000 684 686 698 770 632 575 775 752 295 295 656 557 863 748 787 603 787 695 635 611 732
    684 989 685 611 685 390 337 390 838 500 500 613 635 550 635 615 352 635 634 278 278 579 278 974 634 612 635 635 411
    521 392 634 592 818 592 592 525 636 337 636 838`),
  bold: numbers(`348 456 521 838 696 1002 872 306 457 457 523 838 380 415 380 365 696 696 696 696 696 696 696 696 696 696
    400 400 838 838 838 580 1000 774 762 734 830 683 683 821 837 372 372 775 637 995 837 850 733 850 770 720 682 812 774
    1103 771 724 725 457 365 457 838 500 500 675 716 593 716 678 435 716 712 343 343 665 343 1042 712 687 716 716 493 595
    478 712 652 924 645 652 582 712 365 712 838`),
};

function numbers(text: string): readonly number[] {
  return text.trim().split(/\s+/).map(Number);
}

/** Of every other letter: the widest Latin, Greek and Cyrillic ones are about as wide as a wide character. */
const other = 1000;

export function textWidth(text: string, size: number, weight: Weight = "regular"): number {
  let sum = 0;
  for (const letter of text) {
    const known = advances[weight][(letter.codePointAt(0) ?? 0) - 32];
    const columns = known === undefined ? widthOf(letter) : 1;
    sum += known ?? (columns === 0 ? 0 : columns === 2 ? 1050 : other);
  }
  return (sum * size) / 1000;
}

/**
 * Lines no wider than `room`: parted behind a space, a slash, a hyphen, an underscore or before a capital, else anywhere.
 * Of more than `most` lines the last ends in an ellipsis.
 */
export function wrapped(text: string, room: number, size: number, weight: Weight, most: number): readonly string[] {
  const fits = (line: string) => textWidth(line.trimEnd(), size, weight) <= room;
  const lines: string[] = [];
  let line = "";
  for (const part of partsOf(text)) {
    if (fits(line + part)) {
      line += part;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of part) {
      if (!fits(line + letter) && line !== "") {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  if (line !== "") lines.push(line);
  const whole = lines.map((l) => l.trim()).filter((l) => l !== "");
  if (whole.length <= most) return whole;
  const last = whole.slice(most - 1).join("");
  return [...whole.slice(0, most - 1), shortened(last, room, size, weight)];
}

function partsOf(text: string): readonly string[] {
  return text.split(/(?<=[\s/\-_.,])|(?<=[a-z0-9])(?=[A-Z])/u);
}

/** The beginning and the end of it, with an ellipsis between: names differ at their ends. */
export function shortened(text: string, room: number, size: number, weight: Weight = "regular"): string {
  if (textWidth(text, size, weight) <= room) return text;
  const letters = Array.from(text);
  for (let kept = letters.length - 1; kept > 1; kept--) {
    const tail = Math.floor(kept / 3);
    const short = `${letters.slice(0, kept - tail).join("")}…${letters.slice(letters.length - tail).join("")}`;
    if (textWidth(short, size, weight) <= room) return short;
  }
  return "…";
}
