import { describe, expect, test } from "vitest";
import { locate, textOf } from "../../source/document.ts";
import { entryOf } from "../../value/datum.ts";
import { arm } from "./format.ts";
import {
  inputOf,
  propertyText,
  readAll,
  readSections,
  type Sections,
  template,
  thing,
  valueOf,
} from "./templates.suite.ts";

const network = (more: Readonly<Record<string, unknown>> = {}) => ({
  type: "Microsoft.Network/virtualNetworks",
  apiVersion: "2024-05-01",
  name: "hub",
  properties: { addressSpace: { addressPrefixes: ["10.0.0.0/16"] } },
  ...more,
});

const namesOf = (sections: Sections) => readSections(sections).items.map(({ name, type }) => `${type} ${name}`);

describe("a template", () => {
  test.each([
    ["by its schema", template({}), true],
    ["by its resources", '// a comment\n{ "resources": [{ "type": "Microsoft.Network/x", "apiVersion": "1" }] }', true],
    ["not a file of parameters", template({}).replace("deploymentTemplate", "deploymentParameters"), false],
    ["not a template of another cloud", '{ "Resources": { "A": { "Type": "AWS::EC2::VPC" } } }', false],
    ["not a snapshot", '[{ "apiVersion": "1" }]', false],
    ["not any JSON", '{ "apiVersion": "v1", "kind": "Pod" }', false],
  ])("is detected %s", (_, text, is) => expect(arm.detect({ path: "x.json", text })).toBe(is));

  test("that breaks off is a finding, and what stands before is read", () => {
    const text = template({ resources: [network()] }).replace(/\]\s*\}\s*$/, "");
    const { items, findings } = readAll(inputOf(text));
    expect(items.map(({ name }) => name)).toEqual(["hub"]);
    expect(findings.map(({ code }) => code)).toEqual(["source.syntax.invalid"]);
  });

  test("with a key that stands twice says so, and an expression that is none", () => {
    const text = template({ resources: [network({ location: "[x" + "(]" })] }).replace(
      '"name"',
      '"name": "old", "name"',
    );
    const { findings } = readAll(inputOf(text));
    expect(findings.map(({ code }) => code).sort()).toEqual(["source.key.duplicate", "template.expression.invalid"]);
  });
});

test("a value for a parameter that the template does not have is told for each stack", () => {
  const text = template({ parameters: { Range: { type: "string" } } });
  const { findings } = readAll(
    inputOf(text, { scope: "one", parameters: { Rang: "x", range: "y" } }),
    inputOf(text, { scope: "two", parameters: { other: "x" } }),
  );
  expect(findings.map(({ code, resource, fix }) => `${code} ${resource}: ${fix}`)).toEqual([
    "parameter.name.unknown one: write `Range`",
    "parameter.name.unknown two: take the value away",
  ]);
});

describe("resources", () => {
  test("stand at their lines, and their properties at theirs, without envelopes", () => {
    const [item] = readSections({ resources: [network()] }).items;
    expect(item && locate(item.at)).toMatchObject({ line: 5, endLine: 16 });
    expect(item && textOf(item.typeAt)).toBe('"Microsoft.Network/virtualNetworks"');
    const space = item && entryOf(item.properties, "addressSpace");
    expect(space && locate(space.at)).toMatchObject({ line: 10, endLine: 14 });
  });

  test("written inside another, or named by a path, refer to it", () => {
    const sections = {
      resources: [
        network({
          resources: [{ type: "subnets", apiVersion: "1", name: "a", properties: { addressPrefix: "10.0.1.0/24" } }],
        }),
        { type: "Microsoft.Network/virtualNetworks/subnets", apiVersion: "1", name: "hub/b", properties: {} },
      ],
    };
    const { items } = readSections(sections);
    expect(items.map(({ name }) => name)).toEqual(["hub", "hub/a", "hub/b"]);
    expect(items.slice(1).map((item) => propertyText(item, "parent"))).toEqual(["{net/hub}", "{net/hub}"]);
    expect(items[1]?.type).toBe("Microsoft.Network/virtualNetworks/subnets");
    expect(items[1]?.ids).toEqual(["Microsoft.Network/virtualNetworks/hub/subnets/a"]);
  });

  test("of several types may share a name: the machine keeps it", () => {
    const machine = { type: "Microsoft.Compute/virtualMachines", apiVersion: "1", name: "web", properties: {} };
    const rules = { type: "Microsoft.Network/networkSecurityGroups", apiVersion: "1", name: "web", properties: {} };
    expect(namesOf({ resources: [rules, machine] })).toEqual([
      "Microsoft.Network/networkSecurityGroups networkSecurityGroups/web",
      "Microsoft.Compute/virtualMachines web",
    ]);
  });

  test("whose condition is off are there to be referred to, and known to be absent", () => {
    const parameters = { on: { type: "bool", defaultValue: false }, who: { type: "bool" } };
    const conditions = [undefined, true, "[parameters('on')]", "[not(parameters('on'))]", "[parameters('who')]"];
    const resources = conditions.map((condition, i) =>
      thing(`t${i}`, {}, condition === undefined ? {} : { condition }),
    );
    expect(
      readSections({ parameters, resources }).items.map(({ present: p }) => (p.kind === "known" ? p.value : p.code)),
    ).toEqual([true, true, false, true, "parameter.value.missing"]);
  });

  test("of one place, under conditions that exclude each other, are the one that is on", () => {
    const either = (condition: boolean, x: string) => thing("same", { x }, { condition });
    for (const resources of [
      [either(true, "on"), either(false, "off")],
      [either(false, "off"), either(true, "on")],
    ]) {
      expect(readSections({ resources }).items.map((item) => propertyText(item, "x"))).toEqual(["on"]);
    }
  });

  test("with a name that a parameter would give are called after the parameter", () => {
    const parameters = { vmName: { type: "string" } };
    const resources = [
      thing("[concat(parameters('vmName'), '-card')]", {}),
      thing("b", { card: { id: "[resourceId('Microsoft.Test/things', concat(parameters('vmName'), '-card'))]" } }),
    ];
    const { items } = readSections({ parameters, resources });
    expect(items[0]?.name).toBe("{vmName}-card");
    expect(items.map((item) => propertyText(item, "card", "id"))).toEqual(["-", "{net/{vmName}-card}"]);
  });

  test("of whose names nothing is known are several all the same", () => {
    expect(namesOf({ resources: [thing("[utcNow()]", {}), thing("[utcNow()]", {})] })).toEqual([
      "Microsoft.Test/things ?0",
      "Microsoft.Test/things ?1",
    ]);
  });

  test("the language's newer form, a map of them, is read as well; what exists already is not deployed", () => {
    const text = template({}).replace(
      '"resources": []',
      `"resources": { "one": { "type": "Microsoft.Test/things", "apiVersion": "1", "name": "a", "properties": { "x": 5 } },
        "old": { "existing": true, "type": "Microsoft.Test/things", "apiVersion": "1", "name": "o" },
        "two": { "type": "Microsoft.Test/things", "apiVersion": "1", "name": "b", "properties": { "x": "[reference('one').x]" } } }`,
    );
    const { items } = readAll(inputOf(text));
    expect(items.map((item) => `${item.name} ${propertyText(item, "x")}`)).toEqual(["a 5", "b 5"]);
  });
});

describe("loops", () => {
  test("make resources, and properties", () => {
    const resources = [
      thing(
        "[concat('t', copyIndex(1))]",
        {
          turn: "[copyIndex()]",
          named: "[copyIndex('outer', 10)]",
          copy: [{ name: "list", count: 2, input: { both: "[concat(copyIndex('list'), '-', copyIndex())]" } }],
        },
        { copy: { name: "outer", count: "[length(createArray('a', 'b'))]" } },
      ),
    ];
    const { items } = readSections({ resources });
    expect(
      items.map((item) => [item.name, ...["turn", "named", "list"].map((p) => propertyText(item, p))].join(" ")),
    ).toEqual(["t1 0 10 [{both: 0-0}, {both: 1-0}]", "t2 1 11 [{both: 0-1}, {both: 1-1}]"]);
  });

  test("over something that nobody knows may make the resource or not", () => {
    const parameters = { count: { type: "int" } };
    const resources = [
      thing("[concat('t', copyIndex())]", {}, { copy: { name: "l", count: "[parameters('count')]" } }),
    ];
    const [item] = readSections({ parameters, resources }).items;
    expect(item?.present).toMatchObject({ kind: "unknown", code: "parameter.value.missing" });
  });
});

describe("ids", () => {
  const hub = { resources: [network()] };

  test.each([
    ["[resourceId('Microsoft.Network/virtualNetworks', 'hub')]", "{net/hub}"],
    ["[resourceId('microsoft.network/virtualnetworks', 'HUB')]", "{net/hub}"],
    ["[resourceId(resourceGroup().name, 'Microsoft.Network/virtualNetworks', 'hub')]", "{net/hub}"],
    ["[concat(resourceId('Microsoft.Network/virtualNetworks', 'hub'), '/subnets/app')]", "{net/hub/app}"],
    ["[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')]", "{net/hub/app}"],
    ["[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub/app')]", "{net/hub/app}"],
    ["[format('{0}/providers/Microsoft.Network/virtualNetworks/{1}', resourceGroup().id, 'hub')]", "{net/hub}"],
    ["[resourceId('Microsoft.Network/virtualNetworks', 'other')]", "Microsoft.Network/virtualNetworks/other"],
    [
      "/subscriptions/1/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/other/subnets/x",
      "Microsoft.Network/virtualNetworks/other/subnets/x",
    ],
    ["[resourceId('g', 'Microsoft.Network/virtualNetworks', 'hub')]", "?reference.group.unsaid"],
    ["[resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub')]", "?function.argument.invalid"],
    ["[last(split(resourceId('Microsoft.Network/virtualNetworks', 'hub'), '/'))]", "hub"],
  ])("%s is %s", (expression, value) => expect(valueOf(expression, hub)).toBe(value));
});

describe("reference()", () => {
  const resources = [
    network({ properties: { subnets: [{ name: "app", properties: { addressPrefix: "10.0.1.0/24" } }] } }),
    { type: "Microsoft.Network/publicIPAddresses", apiVersion: "1", name: "front", properties: { idle: 4 } },
  ];

  test.each([
    ["[reference('front').idle]", "4"],
    ["[reference('front').ipAddress]", "{net/front.ipAddress}"],
    [
      "[reference(resourceId('Microsoft.Network/publicIPAddresses', 'front'), '2024-05-01', 'Full').properties.idle]",
      "4",
    ],
    ["[reference(resourceId('Microsoft.Network/virtualNetworks/subnets', 'hub', 'app')).addressPrefix]", "10.0.1.0/24"],
    ["[reference('elsewhere').x]", "?reference.resource.elsewhere"],
  ])("%s is %s", (expression, value) => expect(valueOf(expression, { resources })).toBe(value));

  test("that goes in a circle ends", () => {
    const circle = [thing("a", { x: "[reference('b').x]" }), thing("b", { x: "[reference('a').x]" })];
    expect(() => readSections({ resources: circle })).not.toThrow();
  });
});

describe("nested deployments", () => {
  const inner = (scope: "inner" | "outer", name: string) => ({
    type: "Microsoft.Resources/deployments",
    apiVersion: "2022-09-01",
    name: "deep",
    properties: {
      mode: "Incremental",
      expressionEvaluationOptions: { scope },
      parameters: { what: { value: "[concat('a', parameters('own'))]" }, hidden: { reference: {} } },
      template: {
        parameters: { what: { type: "string" }, hidden: { type: "string" } },
        resources: [thing(name, { range: "10.0.0.0/8", hidden: "[parameters('own')]" })],
        outputs: {
          id: {
            type: "string",
            value: `[resourceId('Microsoft.Test/things', parameters('${scope === "inner" ? "what" : "own"}'))]`,
          },
        },
      },
    },
  });
  const parameters = { own: { type: "string", defaultValue: "own" } };

  test("see the values that they are given, in their own scope", () => {
    const { items } = readSections({ parameters, resources: [inner("inner", "[parameters('what')]")] });
    expect(items.map(({ name }) => name)).toEqual(["aown"]);
    expect(items.map((item) => propertyText(item, "hidden"))).toEqual(["?reference.name.unknown"]);
  });

  test("see those of the template around them, in the outer scope", () => {
    const { items } = readSections({ parameters, resources: [inner("outer", "[parameters('own')]")] });
    expect(items.map(({ name }) => name)).toEqual(["own"]);
  });

  test("tell their outputs", () => {
    const sections = { parameters, resources: [inner("inner", "[parameters('what')]")] };
    expect(valueOf("[reference('deep').outputs.id.value]", sections)).toBe("{net/aown}");
  });

  test("whose template lies elsewhere are things that are not read", () => {
    const linked = {
      type: "Microsoft.Resources/deployments",
      apiVersion: "1",
      name: "far",
      properties: { templateLink: {} },
    };
    expect(namesOf({ resources: [linked] })).toEqual(["Microsoft.Resources/deployments far"]);
  });
});
