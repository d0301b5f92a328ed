import { expect, test } from "vitest";
import { network, readTemplate, rulesIn } from "../template.suite.ts";

const acl = `${network}  Acl:
    Type: AWS::EC2::NetworkAcl
    Properties: { VpcId: !Ref Vpc }
`;

test("a new network ACL denies everything in both directions, by a rule that no line says", () => {
  const { model } = readTemplate(acl);
  for (const filter of ["net/Acl#in", "net/Acl#out"]) {
    expect(rulesIn(model, filter)).toEqual([]);
    expect(model.filters.get(filter)).toMatchObject({ otherwise: "deny", label: "network ACL" });
    expect(model.filters.get(filter)?.origin.implied).toBeDefined();
  }
});

test("a subnet uses the ACL that an association names, and the default one without", () => {
  const { model } = readTemplate(`${acl}  Association:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { SubnetId: !Ref SubnetA, NetworkAclId: !Ref Acl }
`);
  const filters = (subnet: string) => {
    const router = model.interfaces.get(`${subnet}#router`);
    return [router?.in, router?.out].map((gates) => gates?.map((gate) => gate.filters));
  };
  // Leaving the subnet is arriving at the router, so its outbound rules stand at the router's way in.
  expect(filters("net/SubnetA")).toMatchObject([[[{ value: "net/Acl#out" }]], [[{ value: "net/Acl#in" }]]]);
  expect(filters("net/SubnetB")).toMatchObject([[[{ value: "net/Vpc#acl#out" }]], [[{ value: "net/Vpc#acl#in" }]]]);
});
