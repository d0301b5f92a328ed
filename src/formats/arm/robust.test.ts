import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "../../read/read.ts";
import { arm } from "./format.ts";
import { template, thing } from "./templates.suite.ts";

/** One of nearly everything, so that a change somewhere hits something. */
const whole = template({
  parameters: {
    names: { type: "array", defaultValue: ["a", "b"] },
    range: { type: "string", defaultValue: "10.0.0.0/16" },
    secret: { type: "securestring" },
  },
  variables: {
    copy: [{ name: "ranges", count: 2, input: "[cidrSubnet(parameters('range'), 24, copyIndex('ranges'))]" }],
    id: "[resourceId('Microsoft.Network/virtualNetworks', 'hub')]",
  },
  resources: [
    {
      type: "Microsoft.Network/virtualNetworks",
      apiVersion: "1",
      name: "hub",
      condition: "[equals(1, 1)]",
      properties: {
        addressSpace: { addressPrefixes: ["[parameters('range')]"] },
        copy: [
          {
            name: "subnets",
            count: 2,
            input: {
              name: "[parameters('names')[copyIndex('subnets')]]",
              properties: { addressPrefix: "[variables('ranges')[copyIndex('subnets')]]", routeTable: { id: "rt" } },
            },
          },
        ],
      },
      resources: [{ type: "subnets", apiVersion: "1", name: "c", properties: { addressPrefix: "10.0.9.0/24" } }],
    },
    {
      type: "Microsoft.Network/networkInterfaces",
      apiVersion: "1",
      name: "[concat('card-', uniqueString(resourceGroup().id), copyIndex())]",
      copy: { name: "cards", count: "[length(parameters('names'))]" },
      properties: {
        ipConfigurations: [{ name: "x", properties: { subnet: { id: "[concat(variables('id'), '/subnets/a')]" } } }],
      },
    },
    thing("t", { value: "[reference('hub').subnets[0].properties.addressPrefix]", more: "[parameters('secret')]" }),
    {
      type: "Microsoft.Resources/deployments",
      apiVersion: "1",
      name: "deep",
      properties: { template: { resources: [thing("inner", {})] } },
    },
  ],
});

/** Some pieces cut out, doubled, or put elsewhere. */
const mangled = fc
  .array(fc.tuple(fc.nat(whole.length), fc.nat(60), fc.nat(whole.length), fc.boolean()), { maxLength: 4 })
  .map((changes) => {
    let text = whole;
    for (const [from, length, to, keep] of changes) {
      const piece = text.slice(from, from + length);
      const rest = keep ? text : text.slice(0, from) + text.slice(from + length);
      text = rest.slice(0, to) + piece + rest.slice(to);
    }
    return text;
  });

test("whatever becomes of a template, it is read without a throw, and each finding has a place", () => {
  fc.assert(
    fc.property(mangled, (text) => {
      arm.detect({ path: "a.json", text });
      const documents = ["a.json", "b.json"].map((path) => ({ document: { path, text }, format: "arm" }));
      for (const { at, message } of read({ sources: documents }).findings) {
        expect(message).not.toBe("");
        expect(at.length).toBeGreaterThan(0);
        for (const { span } of at) expect(span.end).toBeGreaterThanOrEqual(span.start);
      }
    }),
    { numRuns: 400 },
  );
});

test("an expression of any characters is read without a throw", () => {
  const source = fc.string({
    unit: fc.constantFrom(..."( ) [ ] . , ' 0 a concat( parameters('x')".split(" ")),
    maxLength: 30,
  });
  fc.assert(
    fc.property(source, (text) => {
      const document = { path: "a.json", text: template({ resources: [thing("t", { value: `[${text}]` })] }) };
      expect(read({ sources: [{ document }] }).unread).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
