/** Markdown as GitHub and GitLab render it, from text that is no markup. Code in backticks stays code. */

import { linesText, oneLine } from "../../api/rendering.ts";
import type { PositionReport } from "../../api/report.ts";
import { type About, repositoryPath, uriPath } from "./about.ts";

/** Where files lie, for links. */
type Place = Pick<About, "folder" | "links">;

/** A sentence of ours with the user's text in backticks, in which nothing is markup. */
export function safe(text: string): string {
  return oneLine(text)
    .split(/(`[^`]*`)/)
    .map((part, i) => (i % 2 === 1 ? part : literal(part)))
    .join("");
}

function literal(text: string): string {
  const escaped = text
    .replace(/[\\*_~[\]|#]/g, "\\$&")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;");
  // A name behind @ would be called, a number behind # is escaped above; both with a sign that nobody sees.
  return escaped.replace(/@(?=\w)/g, "@\u200B").replaceAll("`", "\\`");
}

/** In a table a bar ends the cell, even in code. */
export function cell(text: string): string {
  return safe(text).replace(/\\?\|/g, "\\|");
}

export function codeText(text: string): string {
  const inside = oneLine(text);
  return inside.includes("`") ? `\`\` ${inside} \`\`` : `\`${inside}\``;
}

export function link(at: PositionReport, place: Place): string {
  const path = repositoryPath(at.file, place);
  const words = linesText({ ...at, file: path });
  if (place.links === undefined || path.startsWith("../")) return codeText(words);
  const lines = at.endLine > at.line ? `#L${at.line}-L${at.endLine}` : `#L${at.line}`;
  return `[${literal(words)}](${place.links}${uriPath(path).replaceAll("(", "%28").replaceAll(")", "%29")}${lines})`;
}

export function links(places: readonly PositionReport[], place: Place): string {
  return [...new Set(places.map((at) => link(at, place)))].join(", ");
}

/** The empty lines make the inside markdown again. */
export function fold(title: string, inside: string): string {
  return `<details><summary>${title}</summary>\n\n${inside}\n\n</details>`;
}
