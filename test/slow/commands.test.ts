// The built command among files, pipes and signals as they are outside of tests. Runs `dist/`: `npm run build` first.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inFolder, type Ran, scenario, tieline, unclean } from "../hardening/command.suite.ts";
import { largeCloudFormation } from "../hardening/large.suite.ts";

const web = join(scenario, "web.yml");

/** How it ended: without a trace, with that code. */
function ended(ran: Ran, code: number): Ran {
  expect(unclean(ran)).toEqual([]);
  if (ran.code !== code) throw new Error(`exit ${ran.code}, and ${code} was due: ${ran.out}\n${ran.err}`);
  return ran;
}

describe("names", () => {
  test.each(["a b", "네트워크", "网络 图", "quote'\" $HOME", "-dash", "tab\there", "line\nbreak", "\u202Eright"])(
    "a folder and a file called %j are read",
    (name) =>
      inFolder(async (folder) => {
        mkdirSync(join(folder, name));
        copyFileSync(web, join(folder, name, `${name}.yml`));
        const { out } = ended(await tieline(["show", "-C", join(folder, name)]), 0);
        expect(out).toContain("10.20.0.0/16");
        // oxlint-disable-next-line no-control-regex
        expect(out).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u202E]/);
        ended(await tieline(["trace", "-C", join(folder, name), "--", `${name}/ServerA1`, "internet"]), 1);
      }),
  );

  test("bytes that are no UTF-8 in a file's name keep nothing else from being read", () =>
    inFolder(async (folder) => {
      copyFileSync(web, join(folder, "web.yml"));
      writeFileSync(
        Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff, 0xfe]), Buffer.from(".yml")]),
        "x",
      );
      expect(ended(await tieline(["show", folder]), 0).out).toContain("10.20.0.0/16");
    }));
});

describe("links", () => {
  test("links in circles, to nothing and back up are told, and the rest is read", () =>
    inFolder(async (folder) => {
      copyFileSync(web, join(folder, "web.yml"));
      symlinkSync(".", join(folder, "self"));
      symlinkSync("two.yml", join(folder, "one.yml"));
      symlinkSync("one.yml", join(folder, "two.yml"));
      symlinkSync("nowhere", join(folder, "dangling.yml"));
      symlinkSync(web, join(folder, "linked.yml"));
      const { out } = ended(await tieline(["check", ".", "--fail-on", "never"], { cwd: folder }), 0);
      expect(out).toContain("`one.yml` is not read: its links go round in a circle");
      expect(out).toContain("the link `self` leads back to a folder above it");
      expect(out).toContain("linked (linked.yml), web (web.yml)");
    }));

  test.each<[string, (file: string) => void]>([
    ["its links go round in a circle", (file) => symlinkSync("tieline.yaml", file)],
    ["its link leads to nothing", (file) => symlinkSync("nowhere", file)],
    ["it is no regular file", (file) => void execFileSync("mkfifo", [file])],
    ["it is a folder", (file) => mkdirSync(file)],
  ])("a tieline.yaml of which %s is not left out in silence", (why, make) =>
    inFolder(async (folder) => {
      copyFileSync(web, join(folder, "web.yml"));
      make(join(folder, "tieline.yaml"));
      expect(ended(await tieline(["check", folder]), 2).err).toContain(`is not read: ${why}`);
    }),
  );
});

describe("files that cannot be read", () => {
  test.each(["/proc/self/mem", "/dev/zero", "/proc/kmsg", "/proc/self/environ"])("%s", async (file) => {
    const { err, milliseconds } = ended(await tieline(["check", file]), 2);
    expect(err).toMatch(/is not read|is of no format/);
    expect(milliseconds).toBeLessThan(20_000);
  });

  test("a pipe among the files of a folder is passed over, and is refused when it is named", () =>
    inFolder(async (folder) => {
      copyFileSync(web, join(folder, "web.yml"));
      execFileSync("mkfifo", [join(folder, "pipe.yml")]);
      expect(ended(await tieline(["check", folder]), 0).out).toContain("not read, no regular file");
      expect(ended(await tieline(["check", join(folder, "pipe.yml")]), 2).err).toContain("it is no regular file");
    }));

  test("a project's files that are something else are told on their lines, and the others are read", () =>
    inFolder(async (folder) => {
      copyFileSync(web, join(folder, "web.yml"));
      execFileSync("mkfifo", [join(folder, "pipe.yml")]);
      mkdirSync(join(folder, "routes.json"));
      const inputs = ["web.yml", "pipe.yml", "gone.yml"].map((file) => `  - cloudformation: ${file}\n`).join("");
      writeFileSync(
        join(folder, "tieline.yaml"),
        `inputs:\n${inputs}hosts: { web/ServerA1: { routes: routes.json } }\n`,
      );
      const { out } = ended(await tieline(["check", "."], { cwd: folder }), 1);
      expect(out).toMatch(/`pipe.yml`.* no regular file[\s\S]*tieline.yaml:3:21/);
      expect(out).toMatch(/`gone.yml`[\s\S]*tieline.yaml:4:21/);
      expect(out).toMatch(/`routes.json`.* it is a folder/);
      expect(ended(await tieline(["show", "."], { cwd: folder }), 0).out).toContain("10.20.0.0/16");
    }));

  test("files that vanish while the folder is read", () =>
    inFolder(async (folder) => {
      for (let i = 0; i < 4_000; i++) writeFileSync(join(folder, `text-${i}.yml`), "a: 1\n");
      copyFileSync(web, join(folder, "web.yml"));
      const running = tieline(["show", folder, "-j"]);
      await new Promise((next) => setTimeout(next, 150));
      for (const name of readdirSync(folder).reverse()) {
        unlinkSync(join(folder, name));
        if (name.endsWith("00.yml")) await new Promise((next) => setTimeout(next, 1));
      }
      const ran = await running;
      expect(unclean(ran)).toEqual([]);
      expect([0, 2]).toContain(ran.code);
    }));
});

describe("pipes and disks", () => {
  test.each([
    [["check", scenario], "| head -1", 0],
    [["check", scenario, "-j"], "| head -c 1", 0],
    [["show", scenario], "| true", 0],
    [["rules"], "| head -1", 0],
    [["check", scenario], ">&-", 0],
    [["check", scenario], ">&- 2>&-", 0],
    [["check", "nowhere"], "2>&-", 2],
    [["check", scenario], "> /dev/full", 2],
    [["check", scenario, "-j"], "> /dev/full", 2],
    [["check", scenario], "> /dev/full 2> /dev/full", 2],
    [["check", scenario, "--output", "/dev/full"], "", 2],
    [["check", scenario, "--format", "sarif=/dev/full"], "", 2],
    [["check", scenario, "--output", "nowhere/report.txt"], "", 2],
    [["check", scenario, "--write-baseline", "/dev/full"], "", 2],
    [["check", scenario, "--baseline", "/dev/zero"], "", 2],
    [["check", "-"], "< /dev/null", 2],
    [["check", "-"], "< /dev/zero", 2],
    [["check", "-"], "<&-", 2],
    [["check", "-"], `< ${scenario}`, 2],
  ])("%j %s", async (args, behind, code) => {
    ended(await tieline(args, { behind }), code);
  });
});

describe("Ctrl-C", () => {
  const waits = [20, 60, 120, 250, 500, 1_000, 2_000, 4_000];

  test.each(["check", "show"])("`%s` of a large template ends at once, wherever it is", (command) =>
    inFolder(async (folder) => {
      const file = join(folder, "large.yml");
      writeFileSync(file, largeCloudFormation(4_000));
      for (const interruptAfter of waits) {
        const ran = await tieline([command, file], { interruptAfter });
        expect(unclean(ran).filter((sign) => !(ran.code === null && sign.startsWith("it did not")))).toEqual([]);
        // Before Node itself has started, the signal ends it; and at last the work is done before it comes.
        expect([130, null, 0, 1]).toContain(ran.code);
        expect(ran.milliseconds - interruptAfter).toBeLessThan(5_000);
      }
    }),
  );

  test("while standard input says nothing", async () => {
    const sleeping = spawn("sleep", ["30"]);
    const ran = await tieline(["check", "-"], { behind: "< <(sleep 5)", interruptAfter: 1_500, stopAfter: 20_000 });
    sleeping.kill();
    expect(unclean(ran).filter((sign) => !sign.startsWith("it did not"))).toEqual([]);
  });
});
