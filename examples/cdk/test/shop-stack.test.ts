import { App, type Stack } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import { beforeAll, expect, test } from "vitest";
import { type Network, read } from "tieline";
import { matchers, type TielineMatchers } from "tieline/matchers";
import { ShopStack } from "../lib/shop-stack.ts";

expect.extend(matchers);
declare module "vitest" {
  interface Matchers<T> extends TielineMatchers<T> {}
}

/** With the paths of constructs in the template, they can be asked about by these. */
const app = () => new App({ context: { "aws:cdk:enable-path-metadata": true } });
const env = { account: "111111111111", region: "eu-central-1" };
const networkOf = (stack: Stack): Promise<Network> => read({ "Shop.json": Template.fromStack(stack).toJSON() });

let network: Network;

beforeAll(async () => {
  network = await networkOf(new ShopStack(app(), "Shop", { env }));
});

test("visitors reach the balancer", () => {
  expect(network).toReach("internet", "Shop/Balancer", "tcp/80");
});

test("the servers reach the database", () => {
  expect(network).toReach("Shop/Web", "Shop/Database", "tcp/5432");
});

test("the internet does not reach the database", () => {
  expect(network).not.toReach("internet", "Shop/Database");
});

test("nothing is wrong with the network as a whole", () => {
  expect(network.findings.filter((finding) => finding.severity === "error")).toEqual([]);
});

test("a database whose subnets lead to the internet and whose group is open is found, with the lines", async () => {
  const stack = new ShopStack(app(), "Shop", { env });
  for (const [i, subnet] of stack.vpc.isolatedSubnets.entries()) {
    new ec2.CfnRoute(stack, `Way${i}`, {
      routeTableId: subnet.routeTable.routeTableId,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: stack.vpc.internetGatewayId ?? "",
    });
    (subnet.node.defaultChild as ec2.CfnSubnet).mapPublicIpOnLaunch = true;
  }
  stack.database.connections.allowFromAnyIpv4(ec2.Port.tcp(5432));

  const proof = (await networkOf(stack)).prove({ from: "internet", to: "Shop/Database", verdict: "blocked" });
  expect(proof.holds).toBe(false);
  expect(proof.text).toMatch(/a packet arrives at `Shop\/Database\w+`: security group permits tcp\/5432/);
  expect(proof.text).toContain('"CidrIp": "0.0.0.0/0"');
});
