/** The edge cases that were judged by hand (`docs/judged/aws-edge-cases.md`), asked again. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { network } from "../../src/forward/network.ts";
import type { Answer } from "../../src/forward/trace.ts";
import type { Origin } from "../../src/model/model.ts";
import { trace } from "../../src/query/trace.ts";
import { type Span, textOf } from "../../src/source/document.ts";
import { readTemplate } from "../reading.ts";

interface Case {
  readonly title: string;
  readonly yaml: string;
  readonly rows: readonly {
    readonly question: string;
    readonly verdict: string;
    readonly decides: readonly string[];
  }[];
}

function casesOf(text: string): readonly Case[] {
  return text.split(/^## /m).flatMap((section): readonly Case[] => {
    const yaml = /```yaml\n([\s\S]*?)```/.exec(section)?.[1];
    if (yaml === undefined) return [];
    const rows = section.split("\n").flatMap((line) => {
      const [, question = "", verdict = "", decides = ""] = line.split("|").map((cell) => cell.trim());
      if (!question.includes(" → ")) return [];
      return [{ question, verdict, decides: [...decides.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name) }];
    });
    return [{ title: section.split("\n")[0] ?? "", yaml, rows }];
  });
}

const file = join(import.meta.dirname, "../../docs/judged/aws-edge-cases.md");
const [around, ...cases] = casesOf(readFileSync(file, "utf8"));

/** The things that have lines in an answer: those inside of which a hop's or a reason's place lies, or the place itself. */
function decidedBy({ branches, reasons }: Answer): ReadonlySet<string> {
  const origins: readonly Origin[] = [
    ...branches.flatMap(({ forward, back }) => [...forward.hops, ...(back?.hops ?? [])].map(({ origin }) => origin)),
    ...reasons.flatMap(({ origin, further }) => [origin, ...further]),
  ];
  return new Set(origins.flatMap(({ at }) => at.map(thingAround)));
}

/** The name of the resource in which a place lies. */
function thingAround({ document, start, end }: Span): string {
  const before = textOf({ document, start: 0, end: Math.min(end, start + 80) });
  return [...before.matchAll(/^ {2}(\w+):/gm)].filter(({ index }) => index <= start + 2).at(-1)?.[1] ?? "?";
}

describe.each(cases)("$title", ({ yaml, rows }) => {
  const net = network(readTemplate(`${around?.yaml}${yaml}`).model);

  test.each(rows)("$question: $verdict", ({ question, verdict, decides }) => {
    const [, from = "", to = "", traffic = ""] = /^(\S+) → (\S+) (\S+)$/.exec(question) ?? [];
    const traced = trace(net, { from, to, traffic });
    if ("problem" in traced) throw new Error(traced.problem);
    expect(traced.answer.verdict).toBe(verdict);
    const deciding = decidedBy(traced.answer);
    for (const name of decides) expect([...deciding]).toContain(name);
  });
});
