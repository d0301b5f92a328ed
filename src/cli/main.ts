// The commands. Returns the exit code: 0 nothing wrong, 1 something is, 2 usage or nothing could be read.

const usage = `Usage: tieline <command> [PATH…] [options]

  --version   print the version
`;

export async function main(args: string[]): Promise<number> {
  const asked = args[0] === "--help" || args[0] === "-h";
  (asked ? process.stdout : process.stderr).write(usage);
  return asked ? 0 : 2;
}
