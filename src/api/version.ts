// The version of package.json, put here by the build and by the test runner: nothing is read at start.
declare const TIELINE_VERSION: string;

export const version: string = TIELINE_VERSION;
