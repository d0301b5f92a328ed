/** What shows reports to people: lines of files, diagnostics, widths and colours. */

export { type Diagnostic, renderDiagnostic } from "../finding/diagnostic.ts";
export { labelOf, linesOf, linesText, type Mark, numberWidth, type Screen, type Sources } from "../finding/excerpt.ts";
export { atLeast, countedWords, severities } from "../finding/order.ts";
export { coloured, plain, type Role, type Style } from "../finding/style.ts";
export { oneLine, padEnd, padStart, visible, widthOf, windowOf } from "../finding/terminal-text.ts";
export { changedLines } from "../source/changed-lines.ts";
export { lineText } from "../source/document.ts";
