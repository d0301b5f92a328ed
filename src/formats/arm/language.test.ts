import { describe, expect, test } from "vitest";
import { valueOf } from "./templates.suite.ts";

const sections = {
  parameters: {
    range: { type: "string", defaultValue: "10.1.0.0/16" },
    Names: { type: "array", defaultValue: ["a", "b"] },
    nothing: { type: "string" },
    on: { type: "bool", defaultValue: true },
    deep: { type: "object", defaultValue: { list: [{ Name: "x" }], "with-dash": "y" } },
    secret: { type: "securestring", defaultValue: "hunter2" },
  },
  variables: {
    copy: [{ name: "squares", count: 3, input: "[mul(copyIndex('squares'), copyIndex('squares'))]" }],
    greeting: "[concat('hello ', parameters('names')[1])]",
    itself: "[variables('itself')]",
  },
};

describe("the language of expressions", () => {
  test.each([
    ["text", "text"],
    ["[[not an expression]", "[not an expression]"],
    ["[half] an expression", "[half] an expression"],
    ["[parameters('range')]", "10.1.0.0/16"],
    ["[PARAMETERS('RANGE')]", "10.1.0.0/16"],
    ["[ parameters( 'range' ) ]", "10.1.0.0/16"],
    ["['it''s']", "it's"],
    ["[variables('greeting')]", "hello b"],
    ["[parameters('deep').list[0].name]", "x"],
    ["[parameters('deep')['with-dash']]", "y"],
    ["[variables('squares')]", "[0, 1, 4]"],
    ["[variables(concat('greet', 'ing'))]", "hello b"],
    [10, "10"],
    [true, "true"],
  ])("%j is %s", (expression, value) => expect(valueOf(expression, sections)).toBe(value));

  test.each([
    ["[parameters('nothing')]", "?parameter.value.missing"],
    ["[parameters('none')]", "?reference.name.unknown"],
    ["[variables('itself')]", "?reference.cycle"],
    ["[wizardry('x')]", "?function.name.unknown"],
    ["[my.own('x')]", "?function.name.unknown"],
    ["[concat('a']", "?template.expression.invalid"],
    ["[concat('a') b]", "?template.expression.invalid"],
    ["[parameters('deep').none]", "?reference.property.missing"],
    ["[copyIndex()]", "?template.loop.none"],
    [`[${"not(".repeat(300)}true()${")".repeat(300)}]`, "?template.expression.invalid"],
  ])("%j is not known: %s", (expression, value) => expect(valueOf(expression, sections)).toBe(value));

  test("a secret is not told, whatever its default", () => {
    expect(valueOf("[concat('x', parameters('secret'))]", sections)).toBe("x?parameter.value.secret");
  });

  test("a list is given as JSON, and a secret that is given is not told either", () => {
    const told = { parameters: { names: '["p", "q"]', secret: "hunter3" } };
    expect(valueOf("[parameters('names')[1]]", sections, told)).toBe("q");
    expect(valueOf("[parameters('secret')]", sections, told)).toBe("?parameter.value.secret");
  });
});

describe("functions", () => {
  test.each([
    ["[concat('a', 'b', 1)]", "ab1"],
    ["[concat(createArray('a'), createArray('b'))]", "[a, b]"],
    ["[format('{0}-{1:D3} {{x}}', 'a', 7)]", "a-007 {x}"],
    ["[toLower('ABC')]", "abc"],
    ["[toUpper('abc')]", "ABC"],
    ["[substring('abcdef', 2, 3)]", "cde"],
    ["[substring('abcdef', 2)]", "cdef"],
    ["[replace('10.0.0.0/16', '/16', '/24')]", "10.0.0.0/24"],
    ["[split('a,b', ',')]", "[a, b]"],
    ["[split('a,b;c', createArray(',', ';'))]", "[a, b, c]"],
    ["[join(createArray('a', 'b'), '-')]", "a-b"],
    ["[padLeft('7', 3, '0')]", "007"],
    ["[startsWith('abc', 'AB')]", "true"],
    ["[indexOf('abc', 'c')]", "2"],
    ["[trim(' a ')]", "a"],
    ["[first('/x')]", "/"],
    ["[last(split('a/b/c', '/'))]", "c"],
    ["[length('abc')]", "3"],
    ["[length(createObject('a', 1))]", "1"],
    ["[empty('')]", "true"],
    ["[empty(createArray())]", "true"],
    ["[contains(createArray('a'), 'a')]", "true"],
    ["[contains('Abc', 'b')]", "true"],
    ["[contains('Abc', 'B')]", "false"],
    ["[contains(createObject('a', 1), 'A')]", "true"],
    ["[union(createArray('a', 'b'), createArray('b', 'c'))]", "[a, b, c]"],
    ["[union(createObject('a', 1, 'b', 2), createObject('B', 3))]", "{a: 1, B: 3}"],
    ["[intersection(createArray('a', 'b'), createArray('b'))]", "[b]"],
    ["[take(createArray('a', 'b'), 1)]", "[a]"],
    ["[skip('abc', 1)]", "bc"],
    ["[range(2, 3)]", "[2, 3, 4]"],
    ["[flatten(createArray(createArray('a'), createArray('b')))]", "[a, b]"],
    ["[coalesce(null(), 'a')]", "a"],
    ["[add(1, 2)]", "3"],
    ["[sub(1, 2)]", "-1"],
    ["[mul(3, 2)]", "6"],
    ["[div(7, 2)]", "3"],
    ["[mod(7, 2)]", "1"],
    ["[div(7, 0)]", "?function.argument.invalid"],
    ["[min(3, 1, 2)]", "1"],
    ["[max(createArray(3, 1))]", "3"],
    ["[if(equals('a', 'a'), 'yes', wizardry())]", "yes"],
    ["[and(true(), not(false()))]", "true"],
    ["[or(false(), less(1, 2))]", "true"],
    ["[greaterOrEquals(10, 9)]", "true"],
    ["[bool('True')]", "true"],
    ["[int('5')]", "5"],
    ["[json('{\"a\": [1, null, true]}').a]", "[1, absent, true]"],
    ["[cidrSubnet('10.1.0.0/16', 24, 2)]", "10.1.2.0/24"],
    ["[cidrSubnet('fd00::/48', 64, 2)]", "fd00:0:0:2::/64"],
    ["[cidrSubnet('10.1.0.0/16', 8, 0)]", "?function.argument.invalid"],
    ["[cidrHost('10.144.3.0/24', 0)]", "10.144.3.1"],
    ["[parseCidr('10.1.2.0/24').lastUsable]", "10.1.2.254"],
  ])("%s is %s", (expression, value) => expect(valueOf(expression)).toBe(value));
});

describe("what nobody knows before the deployment", () => {
  test.each([
    ["[uniqueString(resourceGroup().id)]", "{net.uniqueString}"],
    ["[resourceGroup().location]", "{net.location}"],
    ["[toLower(concat('VM-', uniqueString(resourceGroup().id)))]", "vm-{net.uniqueString}"],
    ["[equals(resourceGroup().name, resourceGroup().name)]", "true"],
    ["[equals(resourceGroup().name, 'main')]", "?value.text.assigned"],
    ["[split(concat(resourceGroup().id, '/x'), '/')[4]]", "{net.resourceGroup}"],
    ["[subscription().subscriptionId]", "{net.subscription}"],
    ["[deployment().name]", "net"],
    ["[substring(uniqueString('a'), 0, 4)]", "{net.uniqueString(a)[0,4]}"],
    ["[take(uniqueString('a'), 4)]", "{net.uniqueString(a)[take 4]}"],
    ["[utcNow()]", "?value.text.assigned"],
  ])("%s is %s", (expression, value) => expect(valueOf(expression)).toBe(value));

  test("region and account are the user's to say", () => {
    const told = { region: "westeurope", account: "0123" };
    expect(valueOf("[resourceGroup().location]", {}, told)).toBe("westeurope");
    expect(valueOf("[subscription().id]", {}, told)).toBe("/subscriptions/0123");
  });
});
