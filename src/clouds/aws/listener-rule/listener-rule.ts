/**
 * AWS::ElasticLoadBalancingV2::ListenerRule: forwards some requests of a listener elsewhere. Its conditions look at the
 * request (host, path, header, method), which no packet header shows; only `source-ip` could be told from outside. The
 * listener asks for its facts and makes its targets some of those that may serve.
 */

import { kind } from "../../../contract/kind.ts";
import { required } from "../../../contract/property.ts";
import { actions, answersOf, forwardsOf } from "../terms/actions.ts";
import { balancingPage } from "../terms/pages.ts";
import { listener, listenerRule as term } from "../terms/terms.ts";

export const listenerRule = kind({
  term,
  label: "listener rule",
  spelled: { cloudformation: { type: "AWS::ElasticLoadBalancingV2::ListenerRule" } },
  properties: {
    listener: required("ListenerArn", listener),
    actions: actions("Actions"),
  },
  ignored: ["Conditions", "Priority", "Transforms"],
  claims: [
    {
      text: "which rule serves a request is decided by its content, so each target group of a listener's rules may serve",
      evidence: balancingPage("application", "listener-rules"),
    },
    {
      text: "a rule's source-ip condition is not told apart: its targets may serve every client",
      evidence: { assumed: "not modelled; the model has no choice by source address" },
    },
  ],
  facts: (it) => ({ listener: it.listener, forwards: forwardsOf(it.actions), answers: answersOf(it.actions) }),
  lower() {
    // All it says is part of its listener.
  },
});
