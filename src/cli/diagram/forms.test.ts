import { describe, expect, test } from "vitest";
import type { PictureReport } from "../../api/index.ts";
import { diagramOf } from "./diagram.ts";
import { endingOf } from "./endings.ts";
import { shortened, textWidth, wrapped } from "./measure.ts";
import { escaped } from "./svg.ts";
import { addressWords, pattern, shortName } from "./words.ts";

const nasty = `a"b<script>&#\\n]]>\u0007\u202E{x}|%%\`서울`;

function named(name: string): PictureReport {
  const at = [{ file: 'odd "file".yml', line: 3, column: 1, endLine: 3, endColumn: 9 }];
  const base = { zone: null, subnet: null, network: "network n", publicAddresses: [], at };
  return {
    networks: [{ id: "network n", name, label: "network", prefixes: [], region: name, account: null, at }],
    subnets: [],
    nodes: [
      { id: "node a", name, role: "gateway", kind: "gateway", addresses: [], ...base },
      { id: "node b", name: "b", role: "host", kind: "host", addresses: ["10.0.0.1"], ...base },
    ],
    arrows: [{ from: "node b", to: "node a", course: "out", at }],
    followed: true,
    notModelled: [],
    read: { projectFile: null, inputs: [{ file: name, stack: name }] },
  };
}

async function drawn(ending: "svg" | "mmd" | "dot" | "png", theme?: "light" | "dark"): Promise<string> {
  const { data } = await diagramOf(named(nasty)).draw(ending, theme);
  return Buffer.from(data).toString(ending === "png" ? "latin1" : "utf8");
}

/** Elements that are opened and not closed, or closed and not open. */
function unclosed(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, close, name = "", self] of xml.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
    if (close === "/" && open.at(-1) === name) open.pop();
    else if (self !== "/") open.push(close === "/" ? `/${name}` : name);
  }
  return open;
}

describe("SVG", () => {
  test("names cannot leave their place, and no control character gets in", async () => {
    const text = await drawn("svg");
    expect(text).not.toMatch(/<script|]]>|\u202e/);
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(escaped(nasty)).toBe(`a&quot;b&lt;script&gt;&amp;#\\n]]&gt;\u2407\uFFFD{x}|%%\`서울`);
    expect(escaped("\uD800x\uFFFE")).toBe("\uFFFDx\uFFFD");
    expect(unclosed(text)).toEqual([]);
  });

  test("each thing tells its name, addresses and lines to whoever points at it", async () => {
    expect(await drawn("svg")).toContain("<title>b (host)\n10.0.0.1\nodd &quot;file&quot;.yml:3</title>");
  });

  test("follows the reader's light or dark, unless one is asked for", async () => {
    expect(await drawn("svg")).toContain("prefers-color-scheme: dark");
    const [light, dark] = [await drawn("svg", "light"), await drawn("svg", "dark")];
    expect(light).not.toContain("prefers-color-scheme");
    expect(light).toContain(".paper{fill:#ffffff}");
    expect(dark).toContain(".paper{fill:#12161c}");
  });
});

test("PNG begins as one, and dark is another than light", async () => {
  const light = await drawn("png");
  expect(light.slice(0, 8)).toBe("\x89PNG\r\n\x1a\n");
  expect(await drawn("png", "light")).toBe(light);
  expect(await drawn("png", "dark")).not.toBe(light);
});

test("Mermaid has names as entities, and as many subgraphs as ends", async () => {
  const text = await drawn("mmd");
  expect(text).toContain(`["a#34;b#60;script#62;#38;#35;#92;n]]#62;\u2407\uFFFD{x}|%%#96;서울<br/>gateway"]:::gateway`);
  expect(text.match(/^ *subgraph n\d+\["[^"]*"\]$/gm)).toHaveLength(2);
  expect(text.match(/^ *end$/gm)).toHaveLength(2);
});

test("DOT has names in quotation marks that they cannot leave, and every brace is closed", async () => {
  const text = await drawn("dot");
  expect(text).toContain(`label="a\\"b<script>&#\\\\n]]>\u2407\uFFFD{x}|%%\`서울\\ngateway"`);
  const bare = text.replace(/"(?:[^"\\]|\\.)*"/g, "");
  expect(bare.match(/\{/g)?.length).toBe(bare.match(/\}/g)?.length);
  expect(bare).not.toContain('"');
});

test.each([
  ["a.svg", "svg"],
  ["a/b.PNG", "png"],
  ["x.mmd", "mmd"],
  ["x.dot", "dot"],
  ["x.jpg", undefined],
  ["svg", undefined],
  [".svg", "svg"],
])("%s ends as %s", (file, ending) => expect(endingOf(file)).toBe(ending));

describe("words", () => {
  test("a wide character takes the room of about two", () => {
    expect(textWidth("서울", 10)).toBeCloseTo(21);
    expect(textWidth("ab", 10)).toBeLessThan(13);
  });

  test("lines part where names do, and long ones keep both their ends", () => {
    expect(wrapped("InternetGatewayAttachment", 100, 12, "bold", 3)).toEqual(["Internet", "Gateway", "Attachment"]);
    expect(wrapped("", 100, 12, "bold", 3)).toEqual([]);
    expect(shortened("application-load-balancer-0001", 120, 12)).toBe("application-…-0001");
    for (const line of wrapped("W".repeat(90), 100, 12, "bold", 2))
      expect(textWidth(line, 12, "bold")).toBeLessThan(100);
  });

  test.each([
    [["web-1", "web-2"], "web-*"],
    [["PrivateA1", "PrivateB1"], "Private*1"],
    [["aaa", "aaaa"], "aaa*"],
    [["one", "two"], undefined],
  ])("%j have in common %s", (names, common) => expect(pattern(names)).toBe(common));

  test.each([
    ["web/Server", "web/Vpc", "Server"],
    ["small/net/app", "small/net", "app"],
    ["other/Server", "web/Vpc", "other/Server"],
    ["web/", "web/Vpc", "web/"],
    ["kit:App/Server", "kit:Net/Vpc", "App/Server"],
    ["kit:App/Server", "kit/Vpc", "kit:App/Server"],
    ["web/Server", undefined, "web/Server"],
  ])("%s inside of %s is %s", (name, network, short) => expect(shortName(name, network)).toBe(short));

  test.each([
    [["10.1.21.101", "10.1.21.102"], "10.1.21.101, .102"],
    [["10.1.21.101", "10.9.0.1"], "10.1.21.101, 10.9.0.1"],
    [["10.1.21.1", "10.1.21.2", "10.1.21.3", "10.1.21.4"], "10.1.21.1 … .4"],
    [["web/A in 10.0.0.0/24"], ""],
    [["fd00::1"], "fd00::1"],
  ])("%j is written %s", (addresses, text) => {
    const nodes = addresses.map((a) => ({
      ...(named("n").nodes[0] as PictureReport["nodes"][number]),
      addresses: [a],
    }));
    expect(addressWords(nodes)).toBe(text);
  });
});
