/**
 * A block text (`|`, `|-`, `>`, `>-`) as YAML 1.2 §8.1 reads it, without the rarer forms: a stated indentation, kept line
 * ends (`+`), folded lines that are indented further.
 */

interface BlockText {
  readonly text: string;
  /** Behind the last character that is not air. */
  readonly end: number;
  /** Where the next line begins. */
  readonly next: number;
}

/** `start` is that of the header, `parent` the column that the text must stand to the right of. */
export function blockText(source: string, start: number, parent: number): BlockText | undefined {
  const header = /^([|>])(-?) *\r?\n/.exec(source.slice(start, start + 80));
  if (header === null) return undefined;
  const lines: string[] = [];
  let indent: number | undefined;
  let next = start + header[0].length;
  let end = next;
  while (next < source.length) {
    const newline = source.indexOf("\n", next);
    if (newline < 0) return undefined;
    const line = source.slice(next, newline).replace(/\r$/, "");
    const depth = line.search(/[^ ]/);
    if (depth < 0 && line.length > (indent ?? 0)) return undefined;
    if (depth >= 0) {
      indent ??= depth;
      if (depth < indent || depth <= parent) break;
      end = next + line.trimEnd().length;
    }
    lines.push(line.slice(indent ?? line.length));
    next = newline + 1;
  }
  while (lines.at(-1) === "") lines.pop();
  if (lines.length === 0 || lines.some((line) => /^[\t]|\r/.test(line))) return undefined;
  const folded = header[1] === ">";
  if (folded && lines.some((line) => line.startsWith(" "))) return undefined;
  return { text: (folded ? fold(lines) : lines.join("\n")) + (header[2] === "-" ? "" : "\n"), end, next };
}

/** One line end becomes a space; of several, one is dropped. */
function fold(lines: readonly string[]): string {
  let text = "";
  let open = false;
  for (const line of lines) {
    text += line === "" ? "\n" : open ? ` ${line}` : line;
    open = line !== "";
  }
  return text;
}
