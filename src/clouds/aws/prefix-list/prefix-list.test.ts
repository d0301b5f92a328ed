import { expect, test } from "vitest";
import { network, readTemplate, rulesIn } from "../template.suite.ts";

const rule = `  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: a group
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - { IpProtocol: "-1", SourcePrefixListId: !Ref List }
`;

const list = (entries: string) => `${network}${rule}  List:
    Type: AWS::EC2::PrefixList
    Properties: { PrefixListName: offices, AddressFamily: IPv4, MaxEntries: 10, Entries: ${entries} }
`;

test("a prefix list stands for its entries, however large it may grow", () => {
  const { model } = readTemplate(list("[{ Cidr: 192.0.2.0/24, Description: Seoul }, { Cidr: 198.51.100.7/32 }]"));
  expect(rulesIn(model, "net/Group#in")).toEqual(["permit from 192.0.2.0/24, 198.51.100.7/32"]);
});

test("a list that nobody can read may hold anything", () => {
  const { model } = readTemplate(`${list("!Ref Ranges")}Parameters:\n  Ranges:\n    Type: CommaDelimitedList\n`);
  expect(rulesIn(model, "net/Group#in")).toEqual([expect.stringMatching(/^permit from \? \(/)]);
});
