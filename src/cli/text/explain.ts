/** A finding's page in the terminal: its paragraphs as wide as the screen, and what the examples differ in. */

import { changedLines, oneLine, type Style, visible } from "../../api/rendering.ts";
import type { ExplainReport } from "../../api/report.ts";
import { block, counted, type Paper } from "./words.ts";
import { filled } from "./wrap.ts";

/** Wider paragraphs are hard to read. */
const WIDEST = 100;
/** Lines around what differs, and lines of a file of which all are shown. */
const AROUND = 3;
const WHOLE = 24;

export function explainText({ code, severity, title, page, examples }: ExplainReport, paper: Paper): string {
  const { style, width } = paper;
  const names = [...new Set([...Object.keys(examples.bad), ...Object.keys(examples.good)])];
  return block(
    `${style(severity, `${severity}[${code}]`)}${style("strong", `: ${title}`)}`,
    ...page.split(/\n\s*\n/).map((part) => paragraph(part, Math.min(width, WIDEST), style)),
    names.length === 0
      ? ""
      : `${style("strong", "example")}, ${style("error", "-")} with this finding, ${style("good", "+")} without it`,
    ...names.map((name) => exampleText(name, examples.bad[name], examples.good[name], paper)),
  );
}

/** Lists and code keep their lines; everything else is set anew. */
export function paragraph(text: string, width: number, style: Style): string {
  if (/^(?:\s|[-*\d|>])/m.test(text)) return coded(visible(text), style);
  return coded(filled(oneLine(text), width).join("\n"), style);
}

function coded(text: string, style: Style): string {
  return text.replace(/`[^`\n]+`/g, (code) => style("strong", code));
}

interface Line {
  readonly sign: " " | "-" | "+";
  readonly text: string;
}

function exampleText(
  name: string,
  bad: string | undefined,
  good: string | undefined,
  { style, verbose }: Paper,
): string {
  const lines = merged(bad ?? "", good ?? "");
  const near = lines.map((_, i) =>
    lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ sign }) => sign !== " "),
  );
  const shown = (i: number): boolean => verbose || lines.length <= WHOLE || near[i] === true;
  const out: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (shown(i)) {
      const { sign, text } = lines[i] ?? { sign: " ", text: "" };
      const line = `  ${sign} ${visible(text.slice(0, 200))}`.trimEnd();
      out.push(sign === "-" ? style("error", line) : sign === "+" ? style("good", line) : line);
      continue;
    }
    const from = i;
    while (i + 1 < lines.length && !shown(i + 1)) i++;
    out.push(style("faint", `    … ${counted(i - from + 1, "line")}`));
  }
  return [style("strong", oneLine(name)), ...out].join("\n");
}

/** Both texts as one: lines of the first only, of the second only, and of both. */
function merged(bad: string, good: string): readonly Line[] {
  const [old, next] = [bad.trimEnd(), good.trimEnd()];
  const out: Line[] = [];
  const add = (sign: Line["sign"], text: string): void => {
    if (text !== "") out.push(...text.split("\n").map((line): Line => ({ sign, text: line })));
  };
  let at = 0;
  for (const change of changedLines({ path: "bad", text: old }, { path: "good", text: next })) {
    add(" ", old.slice(at, change.old.start).replace(/\n$/, ""));
    add("-", old.slice(change.old.start, change.old.end));
    add("+", next.slice(change.new.start, change.new.end));
    at = change.old.end + (change.old.end > change.old.start ? 1 : 0);
  }
  add(" ", old.slice(at));
  return out;
}
