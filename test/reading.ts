// Reads texts as a user's folder is read: `tieline.yaml` counts, and without it every file is offered to the formats.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Finding } from "../src/finding/finding.ts";
import { findProject } from "../src/project/find.ts";
import { isRefusal } from "../src/project/project.ts";
import { type Read, type Request, read } from "../src/read/read.ts";
import { locate } from "../src/source/document.ts";
import { known } from "../src/value/value.ts";

export type Files = Readonly<Record<string, string>>;

/** The request that a folder with these files makes, and what finding them found. */
export async function requestOf(files: Files): Promise<Request & { readonly findings: readonly Finding[] }> {
  const cwd = mkdtempSync(join(tmpdir(), "tieline-"));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const project = await findProject({ paths: [cwd], cwd });
    if (isRefusal(project)) throw new Error(`${project.code}: ${project.message}`);
    return {
      sources: project.inputs.map(({ format, region, account, ...input }) => ({
        ...input,
        ...(format === undefined ? {} : { format }),
        ...(region === undefined ? {} : { region: known(region.text, [region.at]) }),
        ...(account === undefined ? {} : { account: known(account.text, [account.at]) }),
      })),
      // What the folder held is known, though it is gone by then.
      open: (from, path) => project.open(from, path),
      physical: project.physical,
      hosts: project.hosts,
      findings: project.findings,
    };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

export async function readFiles(files: Files): Promise<Read> {
  const { findings, ...request } = await requestOf(files);
  const done = read(request);
  return { ...done, findings: [...findings, ...done.findings] };
}

/** A template by itself. */
export function readTemplate(text: string, path = "net.yml"): Read {
  return read({ sources: [{ document: { path, text } }] });
}

/** `severity code resource at line:line: message`, as people would compare them. */
export function listed(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, code, resource, message, at }) => {
    const lines = at.map(({ span }) => `${span.document.path}:${locate(span).line}`).join(" ");
    return `${severity} ${code} ${resource ?? "-"} (${lines}) ${message}`;
  });
}
