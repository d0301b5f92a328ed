/**
 * AWS::ECS::Service: its tasks register themselves with its target groups while they run. With a NetworkConfiguration
 * (network mode awsvpc) each task has an interface of its own in one of the service's subnets, and one in each subnet
 * stands for them; without one they share their instances' interfaces, and where these stand is not modelled.
 */

import { type It, kind } from "../../../contract/kind.ts";
import { block, many, number, oneOf, reference } from "../../../contract/property.ts";
import { known, map, type Unknown, unknown } from "../../../value/value.ts";
import { cloudFormationPage } from "../terms/pages.ts";
import { absenceOf, type Presence, presenceIn } from "../terms/presence.ts";
import { interfaceIn, lowerStanding } from "../terms/standing.ts";
import {
  containerService as term,
  type ContainerServiceFacts,
  securityGroup,
  subnet,
  targetGroup,
} from "../terms/terms.ts";

const awsvpc = "NetworkConfiguration.AwsvpcConfiguration";

const properties = {
  registrations: many(
    block("LoadBalancers", { group: reference("TargetGroupArn", targetGroup), port: number("ContainerPort") }),
  ),
  subnets: many(reference(`${awsvpc}.Subnets`, subnet)),
  groups: many(reference(`${awsvpc}.SecurityGroups`, securityGroup)),
  publicAddress: oneOf(`${awsvpc}.AssignPublicIp`, ["ENABLED", "DISABLED"], "DISABLED"),
  desired: number("DesiredCount"),
};

type Service = It<typeof properties>;

export const containerService = kind({
  term,
  label: "container service",
  spelled: { cloudformation: { type: "AWS::ECS::Service" } },
  properties,
  claims: [
    {
      text: "a service registers its tasks with the target groups that it names, each on its ContainerPort",
      evidence: cloudFormationPage("aws-resource-ecs-service"),
    },
    {
      text: "in network mode awsvpc, which needs a NetworkConfiguration, each task has an interface in one of the subnets",
      evidence: {
        documented: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
      },
    },
    {
      text: "a task has a public address with AssignPublicIp ENABLED alone, whatever its subnet gives",
      evidence: cloudFormationPage("aws-properties-ecs-service-awsvpcconfiguration"),
    },
    {
      text: "without security groups its tasks have the VPC's default group",
      evidence: cloudFormationPage("aws-properties-ecs-service-awsvpcconfiguration"),
    },
    {
      text: "tasks of a service are alike, so one in each subnet stands for all of them; of fewer, nobody can say where they are",
      evidence: cloudFormationPage("aws-resource-ecs-service"),
    },
  ],
  facts: factsOf,
  lower(it, model) {
    lowerStanding(it, model, {
      label: "container service",
      subnets: it.subnets,
      groups: it.groups,
      accepts: {},
      public: map(it.publicAddress, (given) => given === "ENABLED"),
      absence: absenceOf(presenceOf(it)),
    });
  },
});

function factsOf(it: Service): ContainerServiceFacts {
  const registrations = it.registrations.flatMap(({ group, port }) =>
    group?.to.kind === "known" ? [{ group: group.to.value, port }] : [],
  );
  if (it.subnets.length === 0) return { tasks: notModelled(it), registrations };
  const presence = presenceOf(it);
  return {
    tasks: it.subnets.map((at) => ({ interface: interfaceIn(it.key, at), subnet: at, ...presence })),
    registrations,
  };
}

function notModelled(it: Service): Unknown {
  return unknown(
    "kind.unmodelled",
    `where the tasks of \`${it.name}\` run is not modelled`,
    it.origin.at,
    "a NetworkConfiguration, or a question from or to an address of a task",
  );
}

/** Without a DesiredCount there is one. */
function presenceOf(it: Service): Presence {
  const wording = { does: "runs", things: "tasks", property: "DesiredCount" };
  return presenceIn(it, it.subnets.length, it.desired ?? known(1), wording);
}
