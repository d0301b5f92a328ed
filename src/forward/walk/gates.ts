/**
 * Gates: one filter of each must permit. What a gate with memory let pass in one direction passes its twin in the
 * other as the answer, whatever the rules there say.
 */

import type { Filter, Gate, Rule } from "../../model/model.ts";
import { type Packet, packetKey, replyTo, type World } from "../../packet/packet.ts";
import { isUnknown, type Unknown } from "../../value/value.ts";
import { refused } from "./despite.ts";
import { matchRule } from "./match.ts";
import type { Network } from "../network.ts";
import type { Run } from "./run.ts";
import { type End, hop, push, recall, type State, undecided } from "./state.ts";
import { describe } from "../words.ts";

/** What one filter says, world by world; `by` is the rule that decided, none when none matched. */
interface Ruling {
  readonly world: World;
  readonly verdict: "permit" | "deny" | Unknown;
  readonly by: Rule | undefined;
  readonly filter: Filter;
}

/** Through all gates of one side in turn; `next` goes on from where the packet still stands. */
export function passGates(
  run: Run,
  state: State,
  gates: readonly Gate[],
  next: (state: State) => readonly End[],
): readonly End[] {
  const [gate, ...others] = gates;
  if (gate === undefined || !run.filtered) return next(state);
  const { memory } = gate;
  const { net } = run;
  const onwards = (s: State) => passGates(run, s, others, next);
  if (
    state.reply &&
    memory !== undefined &&
    recall(state.memory, passKey(memory, replyTo(state.packet))) !== undefined
  ) {
    return onwards(state);
  }
  // What did not come by itself has met no gate on the way; whether its answer is known there cannot be said.
  if (state.reply && memory !== undefined && state.lost) return onwards(state);
  if (state.reply && gate.seenOnly === true) {
    const message = `\`${state.node.name}\` refuses an answer whose session it has not seen begin`;
    return refused(run, state, { code: "gate.session.none", message, origin: gate.origin }, onwards);
  }
  const remembered = (s: State) => {
    const { packet } = state;
    return onwards(memory === undefined ? s : { ...s, memory: push(s.memory, { key: passKey(memory, packet) }) });
  };
  return rule(net, gate, state).flatMap((ruling) => {
    const { verdict, by, filter, world } = ruling;
    const here: State = { ...state, world };
    if (verdict === "deny") return refused(run, here, denial(net, gate, here, by, filter), remembered);
    if (verdict !== "permit") {
      return undecided(here, {
        code: verdict.code,
        message: `whether \`${filter.name}\` permits it: ${verdict.why}`,
        node: filter.name,
        kind: filter.kind,
        origin: by?.origin ?? { at: verdict.at },
        ...(verdict.wanted === undefined ? {} : { wouldMakeItKnown: verdict.wanted }),
      });
    }
    return remembered(by === undefined || by.origin.implied !== undefined ? here : permitted(here, filter, by));
  });
}

function passKey(memory: string, packet: Packet): string {
  return `pass ${memory} ${packetKey(packet)}`;
}

function permitted(state: State, filter: Filter, by: Rule): State {
  return hop(state, {
    node: filter.name,
    kind: filter.kind,
    decision: `${filter.label} permits ${describe(state.packet, state.world)}`,
    origin: by.origin,
  });
}

function denial(net: Network, gate: Gate, state: State, by: Rule | undefined, filter: Filter) {
  const said = describe(state.packet, state.world);
  const names = [...new Set(net.filtersOf(gate).flatMap((f) => (isUnknown(f) ? [] : [f.name])))];
  return by !== undefined && by.action.kind === "known" && by.action.value === "deny"
    ? {
        code: "filter.rule.denies",
        message: `${filter.label} \`${filter.name}\` denies ${said}`,
        node: filter.name,
        kind: filter.kind,
        origin: by.origin,
      }
    : {
        code: "filter.rule.none",
        message: `no rule of ${filter.label} ${names.map((n) => `\`${n}\``).join(", ")} permits ${said} ${gate.word ?? `${gate.direction}wards`}`,
        node: filter.name,
        kind: filter.kind,
        origin: filter.origin,
      };
}

/** What is left of a gate's worlds after some of its filters: none permitted; one of them may have. */
interface Open {
  readonly world: World;
  readonly ruling: Ruling | undefined;
}

/** The first filter that permits decides; denied only where every one denies, unknown where one of them might not. */
function rule(net: Network, gate: Gate, state: State): readonly Ruling[] {
  const decided: Ruling[] = [];
  let open: readonly Open[] = [{ world: state.world, ruling: undefined }];
  let missing: Unknown | undefined = gate.doubt;
  for (const filter of net.filtersOf(gate)) {
    if (isUnknown(filter)) {
      missing = filter;
      continue;
    }
    open = open.flatMap(({ world, ruling: earlier }) =>
      inFilter(net, filter, state, world).flatMap((ruling): readonly Open[] => {
        if (ruling.verdict === "permit") {
          decided.push(ruling);
          return [];
        }
        const keeps = ruling.verdict === "deny" && earlier !== undefined && earlier.verdict !== "deny";
        return [{ world: ruling.world, ruling: keeps ? earlier : ruling }];
      }),
    );
  }
  const left = open.map(({ world, ruling }) => {
    if (missing !== undefined) return { ...(ruling ?? blank(gate, state)), world, verdict: missing, by: undefined };
    return { ...(ruling ?? blank(gate, state)), world };
  });
  return [...decided, ...left];
}

/** For a gate none of whose filters could be read. */
function blank(gate: Gate, state: State): Omit<Ruling, "world"> {
  const { key, origin } = gate;
  const filter: Filter = {
    key,
    origin,
    name: state.node.name,
    label: "rule list",
    kind: "filter",
    rules: [],
    otherwise: "deny",
  };
  return { verdict: "deny", by: undefined, filter };
}

function inFilter(net: Network, filter: Filter, state: State, world: World, from = 0): readonly Ruling[] {
  const rulings: Ruling[] = [];
  let worlds: readonly World[] = [world];
  for (let i = from; i < filter.rules.length && worlds.length > 0; i++) {
    const by = filter.rules[i] as Rule;
    const left: World[] = [];
    for (const piece of worlds.flatMap((w) => matchRule(net, by, state.packet, w, state.sender))) {
      if (piece.match === true) rulings.push({ world: piece.world, verdict: actionOf(by), by, filter });
      else if (piece.match === false) left.push(piece.world);
      else {
        // A rule that only may match changes nothing where the rest of the list says the same.
        const because = piece.match;
        const rest = inFilter(net, filter, state, piece.world, i + 1);
        rulings.push(...rest.map((r) => (r.verdict === actionOf(by) ? r : { ...r, verdict: because, by })));
      }
    }
    worlds = left;
  }
  return [...rulings, ...worlds.map((w): Ruling => ({ world: w, verdict: filter.otherwise, by: undefined, filter }))];
}

function actionOf(by: Rule): Ruling["verdict"] {
  return by.action.kind === "known" ? by.action.value : by.action;
}
