import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { listed, readFiles } from "../../../test/reading.ts";
import { network } from "../../forward/network.ts";
import { trace } from "../../query/trace.ts";
import { locate } from "../../source/document.ts";
import { recorded, tableOf } from "./cases.suite.ts";

/** Manager 10.0.1.10 in 10.0.1.0/24, Server 10.0.2.20 and a neighbour 10.0.1.20; `manager` may say its address. */
const template = (manager = ", PrivateIpAddress: 10.0.1.10") => `Resources:
  Network:
    Type: AWS::EC2::VPC
    Properties: { CidrBlock: 10.0.0.0/16 }
  One:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.1.0/24 }
  Two:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Network, CidrBlock: 10.0.2.0/24 }
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: everything
      VpcId: !Ref Network
      SecurityGroupIngress: [{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }]
  Manager:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref One, SecurityGroupIds: [!Ref Open]${manager} }
  Neighbour:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref One, SecurityGroupIds: [!Ref Open], PrivateIpAddress: 10.0.1.20, SourceDestCheck: false }
  Server:
    Type: AWS::EC2::Instance
    Properties: { SubnetId: !Ref Two, SecurityGroupIds: [!Ref Open], PrivateIpAddress: 10.0.2.20 }
`;

interface Said {
  readonly hosts?: string;
  readonly addresses?: string;
  readonly routes?: string;
  readonly template?: string;
}

async function given({ hosts, addresses, routes, template: text = template() }: Said) {
  const files = [
    ...(addresses === undefined ? [] : ["addresses: addr.json"]),
    ...(routes === undefined ? [] : ["routes: route.json"]),
  ];
  const entry = hosts ?? `Manager: { ${files.join(", ")} }`;
  return readFiles({
    "net.yml": text,
    "tieline.yaml": `inputs:\n  - cloudformation: net.yml\nhosts:\n  ${entry}\n`,
    ...(addresses === undefined ? {} : { "addr.json": addresses }),
    ...(routes === undefined ? {} : { "route.json": routes }),
  });
}

async function way(said: Said, to: string, from = "Manager") {
  const traced = trace(network((await given(said)).model), { from, to, traffic: "tcp/22" });
  if ("problem" in traced) throw new Error(traced.problem);
  const { verdict, shown, reasons } = traced.answer;
  const places = reasons.flatMap(({ origin }) => origin.at.slice(0, 1));
  return {
    verdict,
    there: shown.forward.hops.map(({ node }) => node.replace(/^net\//, "")).join(" > "),
    reasons: reasons.map(({ code, message }) => `${code}: ${message}`),
    at: places.map((span) => `${span.document.path}:${locate(span).line}`),
  };
}

const eth0 = (address = "10.0.1.10") =>
  `{"ifname":"eth0","flags":["UP"],"link_type":"ether","addr_info":[{"family":"inet","local":"${address}","prefixlen":24}]}`;
const route = (dst: string, more: string) => `{"dst":"${dst}",${more},"flags":[]}`;
const near = route("10.0.1.0/24", '"dev":"eth0","scope":"link","prefsrc":"10.0.1.10"');
const standard = route("default", '"gateway":"10.0.1.1","dev":"eth0"');

describe("a host that runs Docker", () => {
  const docker = { hosts: "Manager: { docker: true }" };

  test("keeps packets for 172.17.0.0/16 to itself", async () => {
    expect(await way(docker, "172.17.9.10")).toEqual({
      verdict: "dropped",
      there: "Manager > Manager docker0",
      reasons: [
        "segment.address.nobody: the packet ends on bridge `net/Manager docker0`: 172.17.9.10 is nobody's there",
      ],
      at: ["tieline.yaml:4"],
    });
  });

  test("reaches everything else as before, and is reached", async () => {
    expect(await way(docker, "Server")).toMatchObject({ verdict: "delivered", reasons: [] });
    expect(await way(docker, "Manager", "Server")).toMatchObject({ verdict: "delivered", reasons: [] });
  });

  test("answers itself at the bridge's first address", async () => {
    expect(await way(docker, "172.17.0.1")).toMatchObject({ verdict: "delivered", there: "Manager > Manager" });
  });

  test("is told from its neighbours, which have no bridge", async () => {
    expect((await way(docker, "172.17.9.10", "Server")).there).not.toMatch("docker0");
  });

  test("and stands in one of Docker's networks takes the next", async () => {
    const text = template(", PrivateIpAddress: 172.17.1.10").replaceAll("10.0.", "172.17.");
    const { model } = await given({ ...docker, template: text });
    expect(tableOf(model, "net/Manager").filter((line) => line.includes("docker0"))).toEqual([
      "172.18.0.0/16 → on net/Manager#docker0 (implied)",
    ]);
  });

  test("has the bridge that its files show", async () => {
    const bridge = '{"ifname":"docker0","flags":["UP"],"addr_info":[{"local":"192.168.99.1","prefixlen":24}]}';
    const said = { hosts: "Manager: { docker: true, addresses: addr.json }", addresses: `[${eth0()},${bridge}]` };
    expect(tableOf((await given(said)).model, "net/Manager").filter((line) => line.includes("docker0"))).toEqual([
      "192.168.99.0/24 → on net/Manager#docker0 (implied)",
    ]);
  });

  test("does not if the word is false", async () => {
    const { model } = await given({ hosts: "Manager: { docker: false }" });
    expect(tableOf(model, "net/Manager").filter((line) => line.includes("docker0"))).toEqual([]);
  });
});

describe("a host whose routes are given", () => {
  test("has these and no other", async () => {
    const { model, findings } = await given({
      addresses: recorded("docker-host/addr.json").text,
      routes: recorded("docker-host/route.json").text,
    });
    expect(listed(findings)).toEqual([]);
    expect(tableOf(model, "net/Manager")).toEqual([
      "0.0.0.0/0 → net/One#router metric 100",
      "10.0.1.0/24 → on net/Manager#eth0",
      "10.0.1.1/32 → on net/Manager#eth0 metric 100",
      "127.0.0.0/8 → nowhere host.address.loopback (implied)",
      "172.17.0.0/16 → on net/Manager#docker0",
      "::/0 → net/One#router (implied)",
      "::1/128 → nowhere host.address.loopback (implied)",
    ]);
  });

  test("stops at the line of its file", async () => {
    const said = {
      addresses: recorded("docker-host/addr.json").text,
      routes: recorded("docker-host/route.json").text,
    };
    expect(await way(said, "172.17.9.10")).toMatchObject({
      verdict: "dropped",
      there: "Manager > Manager docker0",
      at: ["route.json:4"],
    });
    expect(await way(said, "Server")).toMatchObject({ verdict: "delivered" });
  });

  test.each([
    ["has no default if the file has none", `[${near}]`, "Server", "dropped", "route.destination.none"],
    ["has no route at all if the file is empty", "[]", "Neighbour", "dropped", "route.destination.none"],
    [
      "sends over the lower metric",
      `[${near},${route("default", '"gateway":"10.0.1.99","dev":"eth0","metric":50')},${route("default", '"gateway":"10.0.1.20","dev":"eth0","metric":20')}]`,
      "Server",
      "delivered",
      "Neighbour",
    ],
    [
      "sends by the longest prefix",
      `[${near},${standard},{"type":"blackhole","dst":"10.0.2.0/24","flags":[]}]`,
      "Server",
      "dropped",
      "host.route.blackhole",
    ],
    [
      "refuses what is unreachable",
      `[${near},${standard},{"type":"unreachable","dst":"10.0.2.20","flags":[]}]`,
      "Server",
      "dropped",
      "host.route.unreachable",
    ],
    ["never lets loopback addresses out", `[${near},${standard}]`, "127.0.0.5", "dropped", "host.address.loopback"],
    [
      "may send over either of two next hops",
      `[${near},{"dst":"default","flags":[],"nexthops":[{"gateway":"10.0.1.1","dev":"eth0","weight":1,"flags":[]},{"gateway":"10.0.1.20","dev":"eth0","weight":3,"flags":[]}]}]`,
      "Server",
      "delivered",
      "Network",
    ],
    [
      "has an unknown end behind its tunnel",
      `[${near},${standard},${route("10.0.2.0/24", '"dev":"tun0","scope":"link"')}]`,
      "Server",
      "unknown",
      "host.device.beyond",
    ],
    [
      "has an unknown end where a route is not modelled",
      `[${near},${standard},{"dst":"10.0.2.0/24","encap":"ip","id":1,"src":"0.0.0.0","dst":"10.0.1.5","dev":"eth0","flags":[]}]`,
      "Server",
      "unknown",
      "host.route.unsupported",
    ],
  ])("%s", async (_, routes, to, verdict, expected) => {
    const done = await way({ routes }, to);
    expect(done.verdict).toBe(verdict);
    expect([done.there, ...done.reasons].join(" ")).toMatch(expected);
  });

  test("asks who its gateway is, where a neighbour's address is not known yet", async () => {
    const text = template().replace(", PrivateIpAddress: 10.0.1.20", "");
    const gateway = route("default", '"gateway":"10.0.1.20","dev":"eth0"');
    expect(await way({ template: text, routes: `[${near},${gateway}]` }, "Server")).toMatchObject({
      verdict: "unknown",
      reasons: [expect.stringContaining("whether somebody on the segment will have 10.0.1.20 is not known")],
    });
  });
});

test("where the fabric takes every packet, a host's own routes on the link lead to it", async () => {
  const scenario = new URL("../../../scenarios/azure-small/azuredeploy.json", import.meta.url);
  const routes = [
    { dst: "default", gateway: "10.1.0.1", dev: "eth0" },
    { dst: "10.1.0.0/24", dev: "eth0", scope: "link", prefsrc: "10.1.0.4" },
    { dst: "10.9.0.0/16", gateway: "10.1.0.77", dev: "eth0" },
  ];
  const { model } = await readFiles({
    "deploy.json": readFileSync(scenario, "utf8"),
    "route.json": JSON.stringify(routes),
    "tieline.yaml": "inputs:\n  - arm: deploy.json\nhosts:\n  cloud-manager: { routes: route.json }\n",
  });
  const table = tableOf(model, "deploy/cloud-manager").filter((line) => !line.includes("(implied)"));
  const [first = ""] = table;
  const router = first.split(" → ")[1];
  expect(router).toMatch("default");
  expect(table).toEqual(["0.0.0.0/0", "10.1.0.0/24", "10.9.0.0/16"].map((to) => `${to} → ${router}`));
});

describe("which device is which interface", () => {
  const assigned = template("");

  test("an address that the template leaves open is the file's", async () => {
    const { model, findings } = await given({ template: assigned, addresses: `[${eth0("10.0.1.57")}]` });
    expect(listed(findings)).toEqual([]);
    const own = model.holdings.filter(({ interface: on }) => on === "net/Manager#eth0");
    expect(own.map(({ address }) => address)).toMatchObject([{ kind: "known", value: 0x0a000139 }]);
  });

  test("the only network card is taken when nothing else tells, and that is said", async () => {
    const routes = `[${route("default", '"gateway":"10.0.1.1","dev":"ens5"')}]`;
    const { model, findings } = await given({ template: assigned, routes });
    expect(listed(findings)).toEqual([]);
    expect(tableOf(model, "net/Manager")).toContain("0.0.0.0/0 → net/One#router");
    expect([...model.assumptions.values()].map(({ code }) => code)).toContain("host.interface.taken");
  });

  test("files of another machine are not used, and that is said", async () => {
    const { model, findings } = await given({ addresses: `[${eth0("192.168.7.7")}]`, routes: "[]" });
    expect(listed(findings)).toEqual([
      "warning host.interface.unmatched net/Manager (net.yml:19) no device in the files of `net/Manager` has 10.0.1.10",
    ]);
    expect(tableOf(model, "net/Manager")).toContain("0.0.0.0/0 → net/One#router (implied)");
  });

  test("a further address that the network outside does not know is not reached", async () => {
    const addresses = `[${eth0().replace("}]}", '},{"family":"inet","local":"10.0.1.77","prefixlen":24}]}')}]`;
    const { findings } = await given({ addresses });
    expect(listed(findings)).toEqual([
      "note host.address.foreign net/Manager (addr.json:1) `net/Manager` has 10.0.1.77 on `eth0`, which its template does not give it",
    ]);
    expect((await way({ addresses }, "10.0.1.77", "Server")).verdict).toBe("dropped");
  });

  test("every other device with an address is a place inside the host", async () => {
    const { model } = await given({
      addresses: recorded("every-route/addr.json").text,
      routes: recorded("every-route/route.json").text,
    });
    const inside = [...model.segments.values()].filter(({ key }) => key.startsWith("net/Manager#"));
    expect(inside.map(({ name, label, listed: shown }) => `${name} ${label} ${shown}`)).toEqual([
      "net/Manager br-4f1e2d3c4b5a bridge false",
      "net/Manager docker0 bridge false",
      "net/Manager eth1 network false",
      "net/Manager tun0 tunnel false",
    ]);
    const own = model.holdings.filter(({ key }) => key.startsWith("net/Manager#")).map(({ key }) => key.slice(12));
    expect(own).toEqual([
      "br-4f1e2d3c4b5a#172.18.0.1",
      "docker0#172.17.0.1",
      "eth0#address",
      "eth1#10.7.2.10",
      "eth1#10.7.2.11",
      "tun0#10.8.0.6",
    ]);
  });

  test("a device that is down has its address and no route", async () => {
    const { model } = await given({ addresses: recorded("every-route/addr.json").text });
    expect(tableOf(model, "net/Manager").filter((line) => line.startsWith("172."))).toEqual([
      "172.17.0.0/16 → on net/Manager#docker0 (implied)",
    ]);
  });
});

describe("a group of equal hosts", () => {
  const group = `${template()}  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties: { LaunchTemplateName: web, LaunchTemplateData: { InstanceType: t3.micro } }
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier: [!Ref One, !Ref Two]
      MinSize: "2"
      MaxSize: "2"
      LaunchTemplate: { LaunchTemplateId: !Ref Launch, Version: "1" }
`;

  test("runs Docker on each of them", async () => {
    const { model } = await given({ template: group, hosts: "Group: { docker: true }" });
    const bridges = [...model.segments.values()].filter(({ name }) => name === "net/Group docker0");
    expect(bridges.map(({ key }) => key)).toEqual(["net/Group#net/One#docker0", "net/Group#net/Two#docker0"]);
  });

  test("has no file of one of them", async () => {
    const { findings } = await given({ template: group, hosts: "Group: { routes: route.json }", routes: "[]" });
    expect(listed(findings)).toEqual([
      "error project.host.unknown Group (tieline.yaml:4) `Group` is 2 hosts, and a file is of one",
    ]);
  });
});

describe("the name of a host", () => {
  test.each(["Manager", "net/Manager", "manager-tag"])("%s is understood as in a question", async (name) => {
    const text = template(", PrivateIpAddress: 10.0.1.10, Tags: [{ Key: Name, Value: manager-tag }]");
    const { findings, model } = await given({ template: text, hosts: `${name}: { docker: true }` });
    expect(listed(findings)).toEqual([]);
    expect(model.segments.has("net/Manager#docker0")).toBe(true);
  });

  test.each([
    ["Manger", "no host is called `Manger`"],
    ["One", "no host is called `One`"],
  ])("%s is nobody's", async (name, message) => {
    const { findings } = await given({ hosts: `${name}: { docker: true }` });
    expect(listed(findings)).toEqual([`error project.host.unknown ${name} (tieline.yaml:4) ${message}`]);
  });

  test("a misspelt one is told with the nearest", async () => {
    const { findings } = await given({ hosts: "Manger: { docker: true }" });
    expect(findings.map(({ fix }) => fix)).toEqual(["write `Manager`"]);
  });

  test("one host is not said twice", async () => {
    const { findings } = await given({ hosts: "Manager: { docker: true }\n  net/Manager: { docker: true }" });
    expect(listed(findings)).toEqual([
      "error project.host.unknown net/Manager (tieline.yaml:5) `net/Manager` and `Manager` are one host",
    ]);
  });
});
