import { Stack, type StackProps } from "aws-cdk-lib";
import * as ec2 from "aws-cdk-lib/aws-ec2";
import * as elbv2 from "aws-cdk-lib/aws-elasticloadbalancingv2";
import * as targets from "aws-cdk-lib/aws-elasticloadbalancingv2-targets";
import type { Construct } from "constructs";

/** A shop: a balancer for visitors, servers behind it, a database that only the servers reach. */
export class ShopStack extends Stack {
  readonly database: ec2.Instance;
  readonly vpc: ec2.Vpc;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    this.vpc = new ec2.Vpc(this, "Vpc", {
      ipAddresses: ec2.IpAddresses.cidr("10.20.0.0/16"),
      maxAzs: 2,
      natGateways: 1,
      subnetConfiguration: [
        { name: "Public", subnetType: ec2.SubnetType.PUBLIC, cidrMask: 24 },
        { name: "Web", subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 },
        { name: "Data", subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
      ],
    });

    const server = (name: string, subnetGroupName: string): ec2.Instance =>
      new ec2.Instance(this, name, {
        vpc: this.vpc,
        vpcSubnets: { subnetGroupName },
        instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
        machineImage: ec2.MachineImage.genericLinux({ "eu-central-1": "ami-00000000000000000" }),
        allowAllOutbound: true,
      });

    const web = server("Web", "Web");
    this.database = server("Database", "Data");
    this.database.connections.allowFrom(web, ec2.Port.tcp(5432), "PostgreSQL");

    const balancer = new elbv2.ApplicationLoadBalancer(this, "Balancer", { vpc: this.vpc, internetFacing: true });
    balancer
      .addListener("Http", { port: 80, open: true })
      .addTargets("Web", { port: 8080, targets: [new targets.InstanceTarget(web, 8080)] });
    // An instance as target opens no group by itself: without this line the first test below fails, with the reason.
    web.connections.allowFrom(balancer, ec2.Port.tcp(8080), "from the balancer");
  }
}
