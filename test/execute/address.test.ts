import { expect, test } from "vitest";
import { queueAddress, withoutSecrets } from "../../src/execute/queue/address.ts";

test.each<[text: string, password: string | undefined, secret: string, shown: string]>([
  ["redis://h", undefined, "redis://h", "redis://h"],
  ["redis://h:6379/2", undefined, "redis://h:6379/2", "redis://h:6379/2"],
  ["rediss://me:pa%40ss@h:6380", undefined, "rediss://me:pa%40ss@h:6380", "rediss://h:6380"],
  ["redis://:secret@h", "other", "redis://:secret@h", "redis://h"],
  ["redis://me@h", "p@ss", "redis://me:p%40ss@h", "redis://h"],
  ["redis://h?x=secret", undefined, "redis://h?x=secret", "redis://h"],
])("%s with the password %s", (text, password, secret, shown) => {
  expect(queueAddress(text, password)).toEqual({ secret, shown });
});

test.each(["", "queue", "http://h:6379", "redis://", "redis://h/x", "redis:///0"])(
  "%s is refused",
  (text) => {
    expect(() => queueAddress(text, "secret")).toThrow(/^expected /);
  },
);

test("a complaint about an address does not tell it: it may hold a password", () => {
  expect(() => queueAddress("rediss//:secret@h", undefined)).toThrow(/^(?!.*secret)/);
});

test("messages of the client are told without the password, however it is written", () => {
  const address = queueAddress("rediss://me:pa%40ss@h:6380/1", undefined);
  const message = "cannot reach rediss://me:pa%40ss@h:6380/1: AUTH me pa@ss, pa%40ss";
  expect(withoutSecrets(message, address)).toBe("cannot reach rediss://h:6380/1: AUTH me ***, ***");
});
