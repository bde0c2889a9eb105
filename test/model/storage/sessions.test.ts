import { expect, test } from "vitest";
import { Sessions } from "../../../src/model/storage/sessions.ts";

test("a read that misses its reader's own write is one broken promise, one behind the read before another", () => {
  const sessions = new Sessions();
  sessions.begin(7);
  sessions.wrote(7, 5);
  sessions.read(7, 5);
  expect(sessions).toMatchObject({ readsOfOwn: 1, ownMissed: 0, secondReads: 0, hurt: 0 });
  sessions.read(7, 9);
  sessions.read(7, 6);
  expect(sessions).toMatchObject({ readsOfOwn: 3, ownMissed: 0, secondReads: 2, wentBack: 1, hurt: 1 });
  // Older than both: each promise is broken once more, to the same user.
  sessions.read(7, 4);
  expect(sessions).toMatchObject({ readsOfOwn: 4, ownMissed: 1, secondReads: 3, wentBack: 2, hurt: 1 });
});

test("who has only read is promised no write of their own, and sessions begin anew with their number", () => {
  const sessions = new Sessions();
  for (const session of [0, 100]) {
    sessions.begin(session);
    sessions.read(session, -1);
    sessions.read(session, 3);
    sessions.read(session, -1);
  }
  expect(sessions).toMatchObject({ readsOfOwn: 0, ownMissed: 0, secondReads: 4, wentBack: 2, hurt: 2 });
  sessions.begin(0);
  sessions.read(0, 1);
  expect(sessions).toMatchObject({ secondReads: 4, wentBack: 2, hurt: 2 });
});

test("a session is hurt once, whatever is written later, and versions go up to 2^31 - 3", () => {
  const sessions = new Sessions();
  const last = 2 ** 31 - 3;
  sessions.begin(3);
  sessions.wrote(3, last - 1);
  sessions.read(3, 5);
  sessions.wrote(3, last);
  sessions.read(3, last - 1);
  sessions.read(3, last);
  expect(sessions).toMatchObject({ readsOfOwn: 3, ownMissed: 2, secondReads: 2, wentBack: 0, hurt: 1 });
});
