/** The command line: every command, its options, its help. Each command's work is loaded when it is asked for. */

import { Argument, Command, Option } from "commander";
import { version } from "../api/version.ts";
import { shells } from "./completion/scripts.ts";
import { formatNames, type FormatName, listOption, plainFormats, withCommon } from "./options.ts";

/** What a command returns: the exit code. */
type Run = (code: number) => void;

const checkExample = `
Example:
  tieline init gwlb-distributed
  tieline check -C gwlb-distributed`;

const checkHelp = `
Exit code: 0 nothing wrong; 1 a finding at or above --fail-on, or an expectation that fails or is unknown; 2 usage, or
nothing could be read.

Findings are ignored, with a reason, by a comment \`# tieline: ignore CODE reason\`, by
\`Metadata: { tieline: { ignore: [{ code: CODE, reason: … }] } }\` of a resource, or by \`ignore:\` of tieline.yaml.

In a pipeline: --format text --format sarif=out.sarif --format markdown=comment.md
${checkExample}`;

export function program(done: Run): Command {
  const root = new Command("tieline")
    .description("Proves what can reach what across clouds, from templates, and why not")
    .version(version, "-V, --version", "print the version")
    .helpCommand(false)
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText(
      "after",
      `${checkExample}\n\nEvery command explains itself: tieline trace --help\nColours: on a terminal; NO_COLOR=1 never, FORCE_COLOR=1 always.`,
    );

  const command = (
    name: string,
    description: string,
    example: string,
    formats: readonly FormatName[] = plainFormats,
  ): Command =>
    withCommon(root.command(name).description(description), formats)
      .helpOption("-h, --help", "show this help")
      .addHelpText("after", example)
      .exitOverride();

  command("check", "read everything, print what is wrong and whether every expectation holds", checkHelp, formatNames)
    .argument("[path...]", "files and folders; - reads standard input")
    .addOption(
      new Option("--fail-on <severity>", "exit 1 at this severity or above")
        .choices(["error", "warning", "note", "never"])
        .default("error"),
    )
    .addOption(
      new Option(
        "--only <code-prefix>",
        "only findings whose codes begin so: path or source.key; several with commas",
      ).argParser(listOption),
    )
    .addOption(new Option("--skip <code-prefix>", "leave these out, likewise").argParser(listOption))
    .option("--allow-unknown", "an answer that is not known does not fail")
    .option("--show-ignored", "list the findings that are ignored, with their reasons")
    .option("--baseline <file>", "count only what is new since this baseline was written, by code and resource")
    .option("--write-baseline <file>", "write down everything that is wrong now, and accept it")
    .option("--link-base <url>", "what links of markdown begin with; default: what GitHub or GitLab says")
    .action(async (paths: string[], options) =>
      done(await (await import("./commands/check.ts")).check(paths, options)),
    );

  command(
    "show",
    "the inventory: networks, subnets, gateways, balancers, hosts, and what was not modelled",
    `
Example:
  tieline init gwlb-distributed
  tieline show -C gwlb-distributed
  tieline show -C gwlb-distributed --diagram gwlb-distributed/network.svg`,
  )
    .argument("[path...]", "files and folders; - reads standard input")
    .addOption(
      new Option("--diagram <file>", "draw it: .svg, .png, .mmd (Mermaid) or .dot (Graphviz); several times").argParser(
        (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
      ),
    )
    .addOption(
      new Option("--theme <theme>", "of SVG and PNG; SVG by default follows the reader").choices(["light", "dark"]),
    )
    .action(async (paths: string[], options) => done(await (await import("./commands/show.ts")).show(paths, options)));

  command(
    "trace",
    "one packet there and back, hop by hop, with the line that decided each",
    `
FROM and TO are \`internet\`, an address, a prefix, or a name as the files spell it.
Exit code: 0 delivered both ways on every branch; 1 not, or unknown; 2 not answered.

Example:
  tieline init gwlb-distributed
  tieline trace internet web/LoadBalancer tcp/80 -C gwlb-distributed`,
  )
    .argument("<from>", "where the packet starts")
    .argument("<to>", "where it goes")
    .addArgument(new Argument("[traffic]", "tcp/443, tcp/1000-2000, udp/53, icmp, esp, any").default("any"))
    .addOption(new Option("--branch <which>", "one: the branch that says most; all: every one").choices(["one", "all"]))
    .option("--allow-unknown", "an answer that is not known does not fail")
    .action(async (from: string, to: string, traffic: string, options) =>
      done(await (await import("./commands/trace.ts")).trace({ from, to, traffic }, options)),
    );

  command(
    "reach",
    "the exact set of packets that get through, both ways, and why the rest does not",
    `
FROM and TO are \`internet\`, an address, a prefix, or a name as the files spell it.
Exit code: 0 all of it gets through, both ways; 1 not, or unknown; 2 not answered.

Example:
  tieline init gwlb-distributed
  tieline reach internet web/LoadBalancer tcp/80 -C gwlb-distributed`,
  )
    .argument("<from>", "where the packets start")
    .argument("<to>", "where they go")
    .addArgument(new Argument("[traffic]", "tcp/443, tcp/1000-2000, udp/53, icmp, esp, any").default("any"))
    .option("--allow-unknown", "an answer that is not known does not fail")
    .action(async (from: string, to: string, traffic: string, options) =>
      done(await (await import("./commands/reach.ts")).reach({ from, to, traffic }, options)),
    );

  command(
    "diff",
    "what can newly be reached, what no longer can, each direction for itself, with the lines that did it",
    `
OLD and NEW are folders, files or a tieline.yaml; things are the same when they are called the same. Compared is what the
internet sends to everything, everything to the internet, and all things to each other; somebody is supposed on each
subnet without a host, and called by its name.
Exit code: 0 the same; 1 different, or unknown; 2 not answered.

Example:
  tieline init gwlb-distributed
  tieline diff gwlb-distributed gwlb-distributed`,
    [...plainFormats, "markdown"],
  )
    .argument("<old>", "the network as it is")
    .argument("<new>", "the network as it would be")
    .option("--allow-unknown", "what is not known, or was not compared, is no difference")
    .option("--link-base <url>", "what links of markdown begin with; default: what GitHub or GitLab says")
    .action(async (old: string, next: string, options) =>
      done(await (await import("./commands/diff.ts")).diff({ old, new: next }, options)),
    );

  command(
    "init",
    "a new folder with a scenario to start from, or a tieline.yaml for a folder of templates",
    `
Example:
  tieline init gwlb-distributed`,
  )
    .argument("[scenario]", "its name, gwlb-distributed unless another is given; `tieline doctor` lists them")
    .option("--from <dir>", "write a tieline.yaml for this folder, with every missing value marked")
    .action(async (scenario: string | undefined, options) =>
      done(await (await import("./commands/init.ts")).init(scenario, options)),
    );

  command(
    "explain",
    "what a finding means, why it matters and how to mend it",
    `
Example:
  tieline explain source.key.duplicate`,
  )
    .argument("<code>", "a finding's code")
    .action(async (code: string, options) => done(await (await import("./commands/rules.ts")).explain(code, options)));

  command(
    "rules",
    "every finding that there is",
    `
Example:
  tieline rules`,
  ).action(async (options) => done(await (await import("./commands/rules.ts")).rules(options)));

  command(
    "doctor",
    "what this machine can do",
    `
Example:
  tieline doctor`,
  ).action(async (options) => done(await (await import("./commands/doctor.ts")).doctor(options)));

  root
    .command("completion")
    .description("what makes bash, zsh or fish complete commands, options, codes and the names of your network")
    .helpOption("-h, --help", "show this help")
    .addHelpText(
      "after",
      `
bash  source <(tieline completion bash)       in ~/.bashrc
zsh   source <(tieline completion zsh)        in ~/.zshrc, behind compinit
fish  tieline completion fish > ~/.config/fish/completions/tieline.fish

Example:
  tieline completion bash --output tieline.bash`,
    )
    .exitOverride()
    .addArgument(new Argument("[shell]", "the one that you use, unless it is named").choices(shells))
    .option("--output <file>", "write it to this file")
    .action(async (shell: string | undefined, options) =>
      done((await import("./commands/completion.ts")).completion(shell, options)),
    );
  root
    .command("complete", { hidden: true })
    .argument("[words...]")
    .action(async (words: string[]) => done(await (await import("./commands/completion.ts")).complete(root, words)));

  return root;
}
