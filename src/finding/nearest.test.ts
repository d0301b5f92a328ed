import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const words = ["inputs", "physical", "hosts", "links", "assume", "expect", "ignore"];

test.each([
  ["input", ["inputs"]],
  ["expcet", ["expect"]],
  ["EXPECT", ["expect"]],
  ["expectations", []],
  ["zzz", []],
  ["link", ["links"]],
])("%s: %j", (word, meant) => expect(nearest(word, words)).toEqual(meant));

test("several are given nearest first", () => {
  expect(nearest("PrivateInstance1", ["PrivateAInstance1", "PrivateInstance2", "Other"], 3)).toEqual([
    "PrivateAInstance1",
    "PrivateInstance2",
  ]);
});
