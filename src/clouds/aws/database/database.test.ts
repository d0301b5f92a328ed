import { describe, expect, test } from "vitest";
import { network, readTemplate, way } from "../template.suite.ts";

const around = `${network}  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: d
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{ IpProtocol: -1, CidrIp: 10.0.0.0/16 }]
  Subnets:
    Type: AWS::RDS::DBSubnetGroup
    Properties: { DBSubnetGroupDescription: d, SubnetIds: [!Ref SubnetA, !Ref SubnetB] }
  Client: { Type: AWS::EC2::Instance, Properties: { ImageId: ami-1, SubnetId: !Ref SubnetA } }
`;
const database = (said: string, name = "Database") => `  ${name}:
    Type: AWS::RDS::DBInstance
    Properties: { DBInstanceClass: db.t3.micro, ${said} }
`;
const placed = "DBSubnetGroupName: !Ref Subnets, VPCSecurityGroups: [!Ref Group]";
const asked = (resources: string, traffic: string, to = "Database") => {
  const { verdict, codes } = way(around + resources, "Client", to, traffic);
  return [verdict, ...codes];
};

describe("a database", () => {
  test.each([
    ["Engine: mysql", 3306],
    ["Engine: MariaDB", 3306],
    ["Engine: postgres", 5432],
    ["Engine: oracle-se2", 1521],
    ["Engine: sqlserver-ex", 1433],
    ["Engine: postgres, Port: '6000'", 6000],
  ])("with %s serves at %i alone, wherever it stands", (said, port) => {
    expect(asked(database(`${said}, ${placed}`), `tcp/${port}`)).toEqual(["delivered"]);
    expect(asked(database(`${said}, ${placed}`), "tcp/22")).toEqual(["dropped", "filter.rule.none"]);
    expect(asked(database(`${said}, ${placed}`), `udp/${port}`)).toContain("dropped");
  });

  test("of an engine that is not known serves at a port that is not known", () => {
    expect(asked(database(`Engine: docdb, ${placed}`), "tcp/27017")).toEqual(["unknown", "database.port.unknown"]);
    expect(asked(database(placed), "tcp/3306")).toEqual(["unknown", "property.value.missing"]);
  });

  test("stands in any of its subnets, or in that of its zone", () => {
    const zones = (said: string) =>
      [...readTemplate(around + database(`Engine: mysql, ${said}${placed}`)).model.nodes.values()]
        .filter(({ name }) => name === "net/Database")
        .map(({ zone }) => (zone?.kind === "known" ? zone.value : "?"));
    expect(zones("")).toEqual(["eu-central-1a", "eu-central-1b"]);
    expect(zones("AvailabilityZone: eu-central-1b, ")).toEqual(["eu-central-1b"]);
    expect(zones("AvailabilityZone: eu-central-1b, MultiAZ: true, ")).toHaveLength(2);
  });

  test("without groups has its network's default one", () => {
    expect(asked(database("Engine: mysql, DBSubnetGroupName: !Ref Subnets"), "tcp/3306")).toEqual(["delivered"]);
  });

  test("without a subnet group stands in a network that no file describes", () => {
    expect(asked(database("Engine: mysql"), "tcp/3306")).toEqual(["unknown", "subnet.default.unread"]);
  });

  test("has a public address only if it says so", () => {
    const pairs = (said: string) => readTemplate(around + database(`Engine: mysql, ${placed}${said}`)).model.pairs;
    expect(pairs("")).toEqual([]);
    expect(pairs(", PubliclyAccessible: true")).toHaveLength(2);
  });
});

test("an instance of a cluster has the cluster's subnets, groups and port", () => {
  const cluster = `  Cluster:
    Type: AWS::RDS::DBCluster
    Properties:
      Engine: aurora-postgresql
      DBSubnetGroupName: !Ref Subnets
      VpcSecurityGroupIds: [!Ref Group]
${database("Engine: aurora-postgresql, DBClusterIdentifier: !Ref Cluster", "Writer")}`;
  expect(["Writer", "Cluster"].map((to) => asked(cluster, "tcp/5432", to))).toEqual([["delivered"], ["delivered"]]);
  expect(asked(cluster, "tcp/3306", "Writer")).toEqual(["dropped", "filter.rule.none"]);
});

test.each(["Database", "Cluster"])("the port of %s may be another's rule's", (of) => {
  const closed = around.replace(
    "IpProtocol: -1, CidrIp: 10.0.0.0/16",
    "IpProtocol: icmp, FromPort: -1, ToPort: -1, CidrIp: 10.0.0.0/16",
  );
  const rule = `  Admitted:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !GetAtt Group.GroupId
      IpProtocol: tcp
      FromPort: !GetAtt ${of}.Endpoint.Port
      ToPort: { Fn::GetAtt: [${of}, Endpoint.Port] }
      CidrIp: 10.0.0.0/16
  Cluster:
    Type: AWS::RDS::DBCluster
    Properties: { Engine: aurora-postgresql, DBSubnetGroupName: !Ref Subnets, VpcSecurityGroupIds: [!Ref Group] }
`;
  const verdicts = ["tcp/5432", "tcp/5433"].map(
    (traffic) => way(closed + rule + database(`Engine: postgres, ${placed}`), "Client", of, traffic).verdict,
  );
  expect(verdicts).toEqual(["delivered", "dropped"]);
});
