/** A first `tieline.yaml` for files that were recognised, with a mark wherever only a person knows the value. */

export interface DraftInput {
  readonly format: string;
  /** Relative to the folder of the project file, with `/`. */
  readonly path: string;
  readonly scope: string;
  /** Undefined: somebody has to fill it in. */
  readonly region: string | undefined;
  /** Those that have no default and are used; `why` says what uses them. */
  readonly parameters: readonly { readonly name: string; readonly why: string }[];
}

export interface Draft {
  readonly text: string;
  /** `VPC01: region`, `VPC01: parameter ServiceName`. */
  readonly missing: readonly string[];
}

/** `to`: a thing that an expectation could be about. */
export function draftText(inputs: readonly DraftInput[], to?: string): Draft {
  const missing: string[] = [];
  const lines = inputs.flatMap(({ format, path, scope, region, parameters }) => {
    if (region === undefined) missing.push(`${scope}: region`);
    for (const { name } of parameters) missing.push(`${scope}: parameter ${name}`);
    return [
      `  - ${format}: ${scalar(path)}`,
      `    stack: ${scalar(scope)}`,
      region === undefined
        ? `    region:   # <- fill in: where this stack is deployed`
        : `    region: ${scalar(region)}`,
      ...(parameters.length === 0 ? [] : ["    parameters:"]),
      ...parameters.map(({ name, why }) => `      ${scalar(name)}:   # <- fill in: ${oneLine(why)}`),
    ];
  });
  const text = `# What Tieline reads here. Lines marked "<- fill in" need a value that no file says; until then, what depends on it
# is unknown. Another stack's output is written as \${STACK.NAME}. Then: tieline check
inputs:
${lines.join("\n")}

# What must be so. Every answer that is no or unknown makes \`tieline check\` fail:
# expect:
#   - name: visitors reach the web
#     from: internet
#     to: ${to ?? `${inputs[0]?.scope ?? "stack"}/LoadBalancer`}
#     traffic: tcp/443
#     verdict: reachable
`;
  return { text, missing };
}

/** Quoted wherever YAML could take the text for something else. */
function scalar(text: string): string {
  const plain = /^[\p{L}\p{N}_./][\p{L}\p{N}_./ -]*$/u.test(text) && !text.endsWith(" ");
  const special = /^(?:true|false|yes|no|on|off|null|~|[-+.\d]+)$/i.test(text);
  return plain && !special ? text : JSON.stringify(text);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
