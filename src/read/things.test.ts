// Kinds of a cloud that does not exist, to see what reading itself does: children, references, facts, attributes.
import { describe, expect, test } from "vitest";
import type { Format, Input } from "../contract/format.ts";
import type { Item } from "../contract/item.ts";
import { type AnyKind, kind } from "../contract/kind.ts";
import { address, block, many, mention, reference, required, word } from "../contract/property.ts";
import { term, type Ref } from "../contract/term.ts";
import { readYaml } from "../syntax/yaml.ts";
import type { Tree } from "../syntax/tree.ts";
import { type Datum, type Mapping, type Part, text } from "../value/datum.ts";
import { known, unknown, type Value } from "../value/value.ts";
import { gather, read, type Request } from "./read.ts";

interface HouseFacts {
  readonly street: Value<string>;
  readonly near: readonly string[];
}

const house = term<HouseFacts>("house", (u) => ({ street: u, near: [] }));
const door = term<{ readonly colour: Value<string> }>("door", (u) => ({ colour: u }));

const houses = kind({
  term: house,
  label: "house",
  spelled: { toy: { type: "House" } },
  properties: {
    street: word("Street"),
    next: many(block("Next", { to: reference("To", house) })),
    sign: mention("Sign", house),
    post: address("Post"),
  },
  ignored: ["Roof"],
  attributes: () => ({ Post: known(1, []) }),
  claims: [],
  facts: (it) => ({
    street: it.street ?? unknown("house.street.none", "no street"),
    // A ring of neighbours: each one's facts would need the other's.
    get near() {
      return it.referrers(house, "next").map(({ facts }) => (facts.street.kind === "known" ? facts.street.value : "?"));
    },
  }),
  lower(it, model) {
    model.assumption(it.key, {
      code: "house",
      message: [...it.next.map((n) => refText(n.to)), it.sign && refText(it.sign.ref)].join(" "),
    });
  },
});

const doors = kind({
  term: door,
  label: "door",
  spelled: {
    toy: [{ type: "Door" }, { inside: "House", path: "Walls[].Doors[]", parent: "house", given: { side: "inner" } }],
  },
  properties: {
    house: required("House", house),
    colour: word("Colour"),
    wall: word("Wall"),
    side: word("Side"),
    street: word("Street"),
  },
  claims: [],
  facts: (it) => ({ colour: it.colour ?? unknown("door.colour.none", "no colour") }),
  lower(it, model) {
    const values = [it.colour, it.wall, it.side, it.street].map((v) =>
      v?.kind === "known" ? v.value : (v?.code ?? "-"),
    );
    model.assumption(it.key, { code: "door", message: `${refText(it.house)} ${values.join(" ")}`, doubt: it.doubt });
  },
});

function refText(ref: Ref<unknown> | undefined): string {
  if (ref === undefined) return "-";
  return ref.to.kind === "known" ? ref.to.value : ref.to.code;
}

/** YAML in which `$name` is a symbol and `unsaid` is unknown. */
const toy: Format = {
  name: "toy",
  file: "a file",
  cloud: "nowhere",
  detect: () => true,
  rules: [],
  read: (inputs) => ({ items: inputs.flatMap(itemsOf), findings: [] }),
};

function itemsOf({ document, scope }: Input): readonly Item[] {
  const { tree } = readYaml(document);
  const all = tree === undefined ? undefined : datumOf(tree, scope);
  if (all?.kind !== "map") return [];
  return all.entries.map(({ key, value, at }): Item => {
    const properties = value as Mapping;
    const wordOf = (name: string) => {
      const datum = properties.entries.find((e) => e.key === name)?.value;
      return datum?.kind === "text" && typeof datum.parts[0] === "string" ? datum.parts[0] : undefined;
    };
    return {
      format: "toy",
      type: wordOf("Type") ?? "",
      typeAt: at,
      scope: { name: scope, cloud: "nowhere", region: known("r"), account: known("a"), listed: false, at },
      name: key,
      ids: [wordOf("Id") ?? `${key}-id`],
      properties: { ...properties, entries: properties.entries.filter((e) => !["Type", "Id", "If"].includes(e.key)) },
      at,
      present: wordOf("If") === "maybe" ? unknown("if.x", "who knows") : known(wordOf("If") !== "no"),
      observed: false,
    };
  });
}

function datumOf(tree: Tree, scope: string): Datum {
  const at = [tree.at];
  switch (tree.kind) {
    case "map":
      return {
        kind: "map",
        at,
        entries: tree.entries.map((e) => ({ key: e.key, keyAt: e.keyAt, at: e.at, value: datumOf(e.value, scope) })),
      };
    case "list":
      return { kind: "list", at, items: tree.items.map((item) => datumOf(item, scope)) };
    case "scalar": {
      if (tree.text === "unsaid") return unknown("value.x", "nobody says", at);
      const parts = tree.text.split(/(\$\w+(?::\w+)?)/).map((part): Part => {
        const [, thing, attribute] = /^\$(\w+)(?::(\w+))?$/.exec(part) ?? [];
        if (thing === undefined) return part;
        return { kind: "symbol", thing: `${scope}/${thing}`, ...(attribute === undefined ? {} : { attribute }), at };
      });
      return text(parts, at);
    }
    default:
      return { kind: "absent", at };
  }
}

const units = { formats: [toy], kinds: [houses, doors] as readonly AnyKind[] };
const requestOf = (yaml: string): Request => ({ sources: [{ document: { path: "t.yml", text: yaml } }] });

/** What each thing made of itself, by key. */
function said(yaml: string): Readonly<Record<string, string>> {
  const { model } = read(requestOf(yaml), units);
  const own = [...model.assumptions.values()].filter(({ code }) => code === "house" || code === "door");
  return Object.fromEntries(
    own.map((a) => [a.key, a.doubt === undefined ? a.message : `${a.message} (${a.doubt.code})`]),
  );
}

describe("a reference", () => {
  test.each([
    ["a symbol", "$A", "t/A"],
    ["an id, in any case", "A-ID", "t/A"],
    ["the last part of a full id", "arn:x:y/house/a-id", "t/A"],
    ["a text around a symbol", "id of $A", "t/A"],
    ["nothing that was read", "other-id", "reference.thing.unknown"],
    ["a symbol of nothing", "$Nobody", "reference.thing.unknown"],
    ["a thing of another kind", "$D", "reference.kind.wrong"],
    ["what no kind reads", "$Z", "kind.unmodelled"],
    ["an id of what no kind reads", "z-id", "kind.unmodelled"],
    ["what is switched off", "$Off", "reference.thing.absent"],
    ["what may be there", "$Maybe", "t/Maybe"],
    ["an unknown", "unsaid", "value.x"],
    ["a list", "[a-id]", "value.type.wrong"],
    ["an id of two", "same", "reference.thing.ambiguous"],
  ])("%s", (_, to, meant) => {
    const world = `A: { Type: House }
D: { Type: Door, House: $A }
Z: { Type: Zoo }
Off: { Type: House, If: "no" }
Maybe: { Type: House, If: maybe }
S1: { Type: House, Id: same }
S2: { Type: House, Id: same }
Me: { Type: House, Next: [{ To: ${to} }] }
`;
    expect(said(world)["t/Me"]).toBe(`${meant} `);
  });

  test("a mention finds a symbol or a known id among the words of a text, and nothing else", () => {
    const world = (sign: string) => said(`A: { Type: House }\nMe: { Type: House, Sign: ${sign} }\n`)["t/Me"];
    expect(world("to.the.$A")).toBe("t/A");
    expect(world("to.a-id.left")).toBe("t/A");
    expect(world("to.the.a")).toBe("-");
  });
});

describe("what is written inside a thing", () => {
  const world = `A:
  Type: House
  Street: outer
  Walls:
    - Wall: north
      Doors: [{ Colour: red }, { Colour: blue }]
    - Wall: south
      Doors: unsaid
`;

  test("is a thing of its own, with what stands beside its list, and refers to what it is written in", () => {
    expect(said(world)).toMatchObject({
      "t/A#Walls[0].Doors[0]": "t/A red north inner -",
      "t/A#Walls[0].Doors[1]": "t/A blue north inner -",
    });
  });

  test("an unknown list is one thing of which nothing is known", () => {
    expect(said(world)["t/A#Walls[1].Doors[0]"]).toBe("t/A value.x value.x inner value.x (value.x)");
  });

  test("takes part in the outer thing's doubt, and goes with it", () => {
    expect(said('A: { Type: House, If: "no", Walls: [{ Doors: [{ Colour: red }] }] }')).toEqual({});
    expect(said("A: { Type: House, If: maybe, Walls: [{ Doors: [{ Colour: red }] }] }")).toMatchObject({
      "t/A#Walls[0].Doors[0]": "t/A red - inner - (if.x)",
    });
  });
});

describe("facts", () => {
  test("of a ring are worked out, each when it is asked for", () => {
    const { things } = gather(
      requestOf(
        "A: { Type: House, Street: a, Next: [{ To: $B }] }\nB: { Type: House, Street: b, Next: [{ To: $A }] }\n",
      ),
      units,
    );
    const facts = [...things.all()].map((thing) => things.factsOf<HouseFacts>(thing));
    expect(facts.map(({ near }) => near)).toEqual([["b"], ["a"]]);
  });

  test("who points here stands in the order of keys, whatever the order of the text", () => {
    const { things } = gather(
      requestOf(
        "C: { Type: House, Next: [{ To: $A }, { To: $A }] }\nA: { Type: House }\nB: { Type: House, Next: [{ To: $A }] }\n",
      ),
      units,
    );
    const a = [...things.all()].find(({ key }) => key === "t/A");
    expect(
      a &&
        things
          .it(a)
          .referrers(house, "next")
          .map(({ key }) => key),
    ).toEqual(["t/B", "t/C"]);
    expect(a && things.it(a).referrers(door, "next")).toEqual([]);
  });

  test("an attribute that a kind publishes is what an address reads", () => {
    const { things } = gather(
      requestOf("A: { Type: House }\nB: { Type: House, Post: '$A:Post' }\nC: { Type: House, Post: '$A:Other' }\n"),
      units,
    );
    const posts = [...things.all()].map((thing) => (things.it(thing) as unknown as { post: unknown }).post);
    expect(posts).toEqual([undefined, known(1), expect.objectContaining({ code: "value.deployment.assigned" })]);
  });
});

test("a thing that two texts describe is one, and the later counts", () => {
  const sources = ["A: { Type: House, Next: [{ To: $A }], Sign: $A }", "A: { Type: House, Next: [] }"].map(
    (yaml, i) => ({
      document: { path: `${i}.yml`, text: yaml },
      scope: "t",
    }),
  );
  const { model } = read({ sources }, units);
  expect(model.assumptions.get("t/A")?.message).toBe("t/A");
});

describe("a property that does not exist", () => {
  const codes = (yaml: string) => read(requestOf(yaml), units).findings.map(({ code, fix }) => `${code} ${fix ?? ""}`);

  test("is told with the one that was meant", () => {
    expect(codes("A: { Type: House, Sreet: x }")).toEqual(["property.name.unknown write `Street`"]);
    expect(codes("A: { Type: House, street: x }")).toEqual(["property.name.unknown write `Street`"]);
  });

  test("is not told when nothing like it exists, when it is known, or when the right one is written too", () => {
    expect(codes("A: { Type: House, Chimney: x, Roof: x, Walls: [], Tags: [] }")).toEqual([]);
    expect(codes("A: { Type: House, Sreet: x, Street: y }")).toEqual([]);
  });
});
