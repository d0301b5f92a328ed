/** The pages of docs/reference, made from what the units declare: nothing in them is typed by hand. */

import { rules } from "../../src/api/catalogue.ts";
import { program } from "../../src/cli/program.ts";
import { clouds } from "../../src/clouds/clouds.ts";
import type { AnyKind, Claim, Spelled } from "../../src/contract/kind.ts";
import type { Property, Spelling } from "../../src/contract/property.ts";
import { ownAssumptions } from "../../src/forward/assumptions.ts";
import { visible } from "../../src/finding/terminal-text.ts";
import { formats } from "../../src/formats/formats.ts";
import { vendors } from "../../src/vendors/vendors.ts";

/** File name to text. */
export function referencePages(): ReadonlyMap<string, string> {
  return new Map([
    ["README.md", indexPage()],
    ["commands.md", commandsPage()],
    ["findings.md", findingsPage()],
    ...clouds.map(({ name, kinds }): [string, string] => [`${name}.md`, cloudPage(name, kinds)]),
    ...vendors.map(({ name, claims }): [string, string] => [`${name}.md`, vendorPage(name, claims)]),
  ]);
}

const generated = "<!-- Made by `npm run reference` from what the units declare. -->\n";

type Evidence = "documented" | "measured" | "assumed";

function evidenceOf({ evidence }: Claim): Evidence {
  return "documented" in evidence ? "documented" : "measured" in evidence ? "measured" : "assumed";
}

function every(): readonly Claim[] {
  return [...clouds.flatMap(({ kinds }) => kinds.flatMap((k) => k.claims)), ...vendors.flatMap((v) => v.claims)];
}

function counted(claims: readonly Claim[]): Record<Evidence, number> {
  const of = (evidence: Evidence) => claims.filter((c) => evidenceOf(c) === evidence).length;
  return { documented: of("documented"), measured: of("measured"), assumed: of("assumed") };
}

/** What the README says of them. */
export function claimsLine(): string {
  const { documented, measured, assumed } = counted(every());
  return `${every().length} statements about clouds and hosts: ${documented} documented, ${measured} measured, ${assumed} assumed`;
}

function indexPage(): string {
  const rows = clouds.map(({ name, kinds }) => {
    const { documented, measured, assumed } = counted(kinds.flatMap((k) => k.claims));
    return `| [${name}](${name}.md) | ${kinds.length} | ${documented} | ${measured} | ${assumed} |`;
  });
  const hosts = vendors.map(({ name, claims }) => {
    const { documented, measured, assumed } = counted(claims);
    return `| [${name}](${name}.md) | | ${documented} | ${measured} | ${assumed} |`;
  });
  return `${generated}
# Reference

- [Commands](commands.md)
- [Findings](findings.md): ${rules.length} codes, each with an example that has it and one that has not
- What is read, and what is known of it:

| | kinds | documented | measured | assumed |
|---|---|---|---|---|
${[...rows, ...hosts].join("\n")}

${claimsLine()}. A statement that is *assumed* says why; answers that rest on one print it.

Formats: ${formats.map((f) => `\`${f.name}\``).join(", ")}, and what \`ip -j\` prints of a Linux host.

## Taken for granted by every answer

${[...ownAssumptions.values()].map(({ code, message }) => `- ${message} (\`${code}\`)`).join("\n")}

## Not modelled

What stands in a file and is no kind of these pages is counted and named at the end of every report, and what depends on it
is *unknown*, never guessed. Properties that are known and have no bearing on forwarding are listed with their kind.
`;
}

function commandsPage(): string {
  const root = program(() => undefined);
  const help = root.commands.map((command) => {
    const text: string[] = [];
    command.configureOutput({ writeOut: (part) => void text.push(part) });
    command.configureHelp({ helpWidth: 100 });
    command.outputHelp();
    return `## tieline ${command.name()}\n\n\`\`\`text\n${text.join("").trim()}\n\`\`\``;
  });
  return `${generated}\n# Commands\n\n${help.join("\n\n")}\n`;
}

function findingsPage(): string {
  const pages = rules.map(({ code, severity, title, page, examples }) => {
    const files = (label: string, { files: all }: { readonly files: Readonly<Record<string, string>> }) =>
      Object.entries(all).map(([name, text]) => fence(`${label}, \`${name}\``, name, text));
    return [
      `## ${code}`,
      `*${severity}*: ${title}`,
      page.trim(),
      ...files("Has it", examples.bad),
      ...files("Has it not", examples.good),
    ].join("\n\n");
  });
  const list = rules.map(({ code, severity, title }) => `| [${code}](#${anchor(code)}) | ${severity} | ${title} |`);
  return `${generated}
# Findings

\`tieline explain CODE\` shows one in the terminal. Each example is run by the tests: the first has the finding, the second has not.

| code | severity | |
|---|---|---|
${list.join("\n")}

${pages.join("\n\n")}
`;
}

function anchor(code: string): string {
  return code.toLowerCase().replace(/[^a-z0-9_-]/g, "");
}

function fence(title: string, name: string, text: string): string {
  const language = name.endsWith(".json") ? "json" : /\.ya?ml$/.test(name) ? "yaml" : "text";
  // A long example says no more than its beginning; the test runs all of it.
  const lines = text.trimEnd().split("\n");
  const shown =
    lines.length > longest ? [...lines.slice(0, longest), `# … ${lines.length - longest} more lines`] : lines;
  const marks = /^`{3,}/m.test(text) ? "````" : "```";
  return `${title}:\n\n${marks}${language}\n${shown.map(visible).join("\n")}\n${marks}`;
}

const longest = 60;

function cloudPage(name: string, kinds: readonly AnyKind[]): string {
  const { documented, measured, assumed } = counted(kinds.flatMap((k) => k.claims));
  const sorted = [...kinds].sort((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0));
  return `${generated}
# ${name}

${kinds.length} kinds; statements: ${documented} documented, ${measured} measured, ${assumed} assumed.

${sorted.map(kindText).join("\n\n")}
`;
}

function kindText(kind: AnyKind): string {
  const spelled = Object.entries(kind.spelled as Readonly<Record<string, Spelled | readonly Spelled[]>>).map(
    ([format, forms]) =>
      `- ${format}: ${[forms]
        .flat()
        .map((form) => spelledText(form as Spelled))
        .join(", ")}`,
  );
  const properties = Object.entries(kind.properties as Readonly<Record<string, Property<unknown>>>).map(
    ([property, { spelling, type, otherwise }]) =>
      `| ${property} | ${spellingText(spelling)} | ${cell(type)} | ${otherwise === undefined ? "" : cell(otherwise)} |`,
  );
  const table =
    properties.length === 0 ? [] : [`| | spelled | type | default |\n|---|---|---|---|\n${properties.join("\n")}`];
  const claims = kind.claims.map(claimText);
  const ignored = kind.ignored === undefined || kind.ignored.length === 0 ? [] : [ignoredText(kind.ignored)];
  return [
    `## ${kind.label}`,
    spelled.join("\n"),
    ...table,
    ...(claims.length === 0 ? [] : [claims.join("\n")]),
    ...ignored,
  ].join("\n\n");
}

function ignoredText(ignored: readonly string[]): string {
  return `Without bearing on forwarding: ${[...ignored]
    .sort()
    .map((p) => `\`${p}\``)
    .join(", ")}`;
}

function spelledText(form: Spelled): string {
  return "type" in form ? `\`${form.type}\`` : `\`${form.inside}\` at \`${form.path}\``;
}

function spellingText(spelling: Spelling): string {
  if (typeof spelling === "string") return `\`${cell(spelling)}\``;
  return Object.entries(spelling)
    .flatMap(([format, text]) => (text === null ? [] : [`${format} \`${cell(text)}\``]))
    .join(", ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

function claimText(claim: Claim): string {
  const { text, evidence } = claim;
  if ("documented" in evidence) return `- ${text} ([documented](${evidence.documented}))`;
  if ("measured" in evidence) return `- ${text} (measured: ${evidence.measured})`;
  return `- ${text} (**assumed**: ${evidence.assumed})`;
}

function vendorPage(name: string, claims: readonly Claim[]): string {
  const { documented, measured, assumed } = counted(claims);
  return `${generated}
# ${name}

Statements: ${documented} documented, ${measured} measured, ${assumed} assumed.

${claims.map(claimText).join("\n")}
`;
}
