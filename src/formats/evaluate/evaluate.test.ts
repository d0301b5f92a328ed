import { describe, expect, test } from "vitest";
import type { Document, Span } from "../../source/document.ts";
import { type Datum, type Part, literal, text } from "../../value/datum.ts";
import { unknown } from "../../value/value.ts";
import { type CallSite, type Fn, type Frame, LIMITS, Run } from "./evaluator.ts";
import { constant, type Expression } from "./expression.ts";
import { and, choose, concat, equals, join, length, not, or, select, split } from "./functions.ts";
import { nearest } from "./nearest.ts";
import { sameDatum } from "./texts.ts";

const document: Document = { path: "a.txt", text: "0123456789".repeat(10) };
const span = (start: number, end = start + 1): Span => ({ document, start, end });
const here = span(90, 95);

const word = (value: string, at = span(0)): Expression => constant(text(value, [at]));
const name = (of: string, at = here): Expression => ({ kind: "name", name: of, at });
const list = (...items: Expression[]): Expression => ({ kind: "list", items, at: here });
const call = (fn: string, ...args: Expression[]): Expression => ({ kind: "call", fn, args, at: here });
const missing = unknown("parameter.value.missing", "nobody gave it", [span(50)], "a value");
const id: Part = { kind: "symbol", thing: "stack/Vpc", at: [span(60)] };
const unsure = constant(missing);
const vpc = constant(text([id], []));

const functions: Record<string, Fn> = { and, choose, concat, equals, join, length, not, or, select, split };

function frame(names: Record<string, Expression | Datum> = {}, more: Record<string, Fn> = {}): Frame {
  const made: Frame = {
    scope: "stack",
    functions: { ...functions, ...more },
    resolve: (asked, run) => {
      const meaning = names[asked] ?? unknown("reference.name.unknown", `nothing is called ${asked}`);
      const isDatum = "at" in meaning && !("args" in meaning) && meaning.kind !== "name";
      return isDatum && meaning.kind !== "list" && meaning.kind !== "map"
        ? (meaning as Datum)
        : run.evaluate(meaning as Expression, made);
    },
  };
  return made;
}

/** `'text<symbol>?code'` */
function print(datum: Datum): string {
  switch (datum.kind) {
    case "text":
      return `'${datum.parts.map(printPart).join("")}'`;
    case "list":
      return `[${datum.items.map(print).join(", ")}]`;
    case "map":
      return `{${datum.entries.map(({ key, value }) => `${key}: ${print(value)}`).join(", ")}}`;
    case "absent":
      return "absent";
    case "unknown":
      return printPart(datum);
  }
}

function printPart(part: Part): string {
  if (typeof part === "string") return part;
  if (part.kind === "unknown") return `?${part.code}`;
  return `<${part.thing}${part.attribute === undefined ? "" : `.${part.attribute}`}>`;
}

const evaluate = (expression: Expression, names = {}): string => print(new Run().evaluate(expression, frame(names)));

describe("what the shared functions make", () => {
  const absent = constant({ kind: "absent", at: [] });
  const boolean = (value: string) => word(value);
  test.each<[string, Expression, string]>([
    ["texts are joined to one", call("concat", word("a"), vpc, word("b")), "'a<stack/Vpc>b'"],
    ["an unknown is a part of its text", call("concat", word("a-"), unsure), "'a-?parameter.value.missing'"],
    ["a text that is nothing else is unknown", call("concat", unsure), "?parameter.value.missing"],
    ["a list is joined", call("join", word(","), list(word("a"), absent, vpc)), "'a,<stack/Vpc>'"],
    ["an unknown list makes an unknown text", call("join", word(","), unsure), "?parameter.value.missing"],
    ["a text is no list", call("join", word(","), word("a")), "?function.argument.invalid"],
    ["a text is split", call("split", word("/"), word("a//b")), "['a', '', 'b']"],
    ["an id holds no comma", call("split", word(","), call("concat", word("a,"), vpc)), "['a', '<stack/Vpc>']"],
    [
      "but may hold anything else",
      call("split", word("-"), call("concat", word("a-"), vpc)),
      "['a', ?value.text.assigned]",
    ],
    ["an item is picked", call("select", word("1"), list(word("a"), word("b"))), "'b'"],
    ["there is no such item", call("select", word("2"), list(word("a"))), "?function.argument.invalid"],
    ["of an unknown list no item is known", call("select", word("0"), unsure), "?parameter.value.missing"],
    [
      "behind an unknown rest no item is known",
      call("select", word("4"), list(word("a"), unsure)),
      "?parameter.value.missing",
    ],
    ["items are counted", call("length", list(word("a"), word("b"))), "'2'"],
    ["an unknown function", call("nope"), "?function.name.unknown"],
    ["a function of every object is none of the language's", call("toString"), "?function.name.unknown"],
    ["both", call("and", boolean("true"), boolean("True")), "'true'"],
    ["one that is false decides", call("and", unsure, boolean("false")), "'false'"],
    ["one that is unknown does not", call("and", unsure, boolean("true")), "?parameter.value.missing"],
    ["one that is true decides", call("or", unsure, boolean("true")), "'true'"],
    ["none", call("or", boolean("false"), boolean("false")), "'false'"],
    ["not", call("not", boolean("false")), "'true'"],
    ["a condition that is a word", call("not", word("maybe")), "?function.argument.invalid"],
    ["equal", call("equals", word("a"), word("a")), "'true'"],
    ["nobody knows", call("equals", word("a"), unsure), "?parameter.value.missing"],
    ["an id is never empty", call("equals", vpc, word("")), "'false'"],
    ["an id may be any word", call("equals", vpc, word("vpc-1")), "?value.text.assigned"],
    ["the same id is equal", call("equals", vpc, vpc), "'true'"],
    ["what begins otherwise differs", call("equals", call("concat", word("a"), unsure), word("b")), "'false'"],
    ["the branch that is taken", call("choose", boolean("true"), word("a"), word("b")), "'a'"],
    ["branches that are equal", call("choose", unsure, word("a"), word("a")), "'a'"],
    ["branches that differ", call("choose", unsure, word("a"), word("b")), "?parameter.value.missing"],
  ])("%s", (_, expression, printed) => expect(evaluate(expression)).toBe(printed));

  test("two items of one unknown list are not the same unknown", () => {
    const run = new Run();
    const item = (index: string) => run.evaluate(call("select", word(index), unsure), frame());
    expect(item("0")).not.toEqual(item("1"));
    expect(sameDatum(item("0"), item("0"))).toBeUndefined();
  });
});

describe("a value that nobody knows", () => {
  const unsaid = { ...unknown("parameter.value.missing", "nobody says"), same: "net/Zone" };
  const value = constant(unsaid);
  const sameOf = (expression: Expression) => {
    const datum = new Run().evaluate(expression, frame());
    return datum.kind === "unknown" ? datum.same : "known";
  };
  test.each<[string, Expression, string | undefined]>([
    ["is the same wherever it stands", value, "net/Zone"],
    ["has items, each its own", call("select", word("1"), value), "net/Zone[1]"],
    ["is a part of a longer text, which is another", call("concat", value, word("a")), "known"],
    ["is another when a function gives it on", call("choose", word("true"), value, word("a")), undefined],
    ["is no piece of itself", call("select", word("0"), call("split", word(","), value)), undefined],
    ["nor what stands behind the pieces", call("select", word("1"), call("split", word(","), value)), undefined],
    ["is itself in a list that is known", call("select", word("0"), list(value, word("a"))), "net/Zone"],
    ["is not what stands behind that list", call("select", word("2"), list(value, word("a"))), undefined],
    ["is not what a part of a text decides", call("equals", call("concat", value, word("a")), word("ba")), undefined],
  ])("%s", (_, expression, same) => expect(sameOf(expression)).toBe(same));
});

test("the branch that is not taken is never worked out", () => {
  const seen: string[] = [];
  const note: Fn = (site: CallSite) => {
    seen.push(literal(site.value(0)) ?? "");
    return site.value(0);
  };
  const branches = call("choose", word("false"), call("note", word("yes")), call("note", word("no")));
  expect(print(new Run().evaluate(branches, frame({}, { note })))).toBe("'no'");
  expect(seen).toEqual(["no"]);
});

test("a function can give names to what it evaluates: a loop", () => {
  const repeat: Fn = ({ args, at, evaluate: work }) => {
    const body = args[0] ?? word("");
    const items = ["0", "1"].map((index) => work(body, new Map([["index", text(index, [at])]])));
    return { kind: "list", items, at: [at] };
  };
  const loop = call("repeat", call("concat", word("net-"), name("index")));
  expect(print(new Run().evaluate(loop, frame({}, { repeat })))).toBe("['net-0', 'net-1']");
});

describe("places", () => {
  test("the use comes first, then the definition", () => {
    const { at } = new Run().evaluate(name("Zone"), frame({ Zone: word("a", span(3)) }));
    expect(at).toEqual([here, span(3)]);
  });

  test("what lies inside the use is not told again", () => {
    const inner = call("concat", word("a", span(91)), name("Zone", span(92)));
    const { at } = new Run().evaluate({ ...inner, at: here } as Expression, frame({ Zone: word("b", span(3)) }));
    expect(at).toEqual([here, span(3)]);
  });

  test("an unknown says where it was used and where it comes from", () => {
    expect(new Run().evaluate(name("Zone"), frame({ Zone: missing })).at).toEqual([here, span(50)]);
  });
});

describe("null and what is absent", () => {
  const entry = (key: string, value: Expression) => ({ key, keyAt: here, value, at: here });
  test("a name for nothing takes its entry away; null that is written stays", () => {
    const none: Datum = { kind: "absent", at: [] };
    const map: Expression = {
      kind: "map",
      at: here,
      entries: [entry("a", name("NoValue")), entry("b", constant(none)), entry("c", word("x"))],
    };
    expect(evaluate(map, { NoValue: none })).toBe("{b: absent, c: 'x'}");
    expect(evaluate(list(name("NoValue"), word("x")), { NoValue: none })).toBe("['x']");
  });
});

describe("every input ends", () => {
  test("a value that needs itself is a finding and unknown", () => {
    const run = new Run();
    const names = { A: call("concat", name("B")), B: call("concat", name("C")), C: call("concat", name("B")) };
    expect(print(run.evaluate(name("A"), frame(names)))).toBe("?reference.cycle");
    expect(run.findings).toMatchObject([
      { code: "reference.cycle", resource: "stack/B", message: "this needs itself: `stack/B` → `stack/C` → `stack/B`" },
    ]);
  });

  test("texts that double at each step run out of budget", () => {
    const names: Record<string, Expression> = { N0: word("0123456789") };
    for (let i = 1; i < 60; i++) names[`N${i}`] = call("concat", name(`N${i - 1}`), name(`N${i - 1}`));
    const run = new Run({ ...LIMITS, steps: 10_000 });
    expect(print(run.evaluate(name("N59"), frame(names)))).toContain("?evaluation.budget.exceeded");
    expect(run.findings.map(({ code }) => code)).toEqual(["evaluation.budget.exceeded"]);
  });

  test("a chain that is too long does not overflow the stack", () => {
    const names: Record<string, Expression> = { N0: word("a") };
    for (let i = 1; i < 20_000; i++) names[`N${i}`] = call("concat", name(`N${i - 1}`));
    expect(evaluate(name("N19999"), names)).toBe("?evaluation.budget.exceeded");
  });

  test("shared expressions cost their steps each time", () => {
    let shared = list(word("a"));
    for (let i = 0; i < 40; i++) shared = list(shared, shared);
    const run = new Run({ ...LIMITS, steps: 10_000 });
    run.evaluate(shared, frame());
    expect(run.findings.map(({ code }) => code)).toEqual(["evaluation.budget.exceeded"]);
  });
});

test.each([
  ["Subnt", "Subnet"],
  ["subnet", "Subnet"],
  ["Zone", undefined],
])("who writes %s may mean %s", (written, meant) => {
  expect(nearest(written, ["Vpc", "Subnet", "RouteTable"])).toBe(meant);
});
