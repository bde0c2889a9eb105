import { z } from "zod";
import { quantity } from "../leaf.ts";
import { count } from "../units/count.ts";
import { duration } from "../units/duration.ts";

/** The model keeps a user's wins in seven bits. */
const WINS_MAX = 127;

/** Who takes part, and how often one of them can shake. */
export const populationSchema = z
  .strictObject({
    users: quantity(
      count,
      {
        description: "Users who take part",
        mark: "published",
        source: "design of the 2015 shake system: planned for 350 million at once",
      },
      { positive: true },
    ).prefault("350M"),
    shakeGap: quantity(
      duration,
      {
        description: "Mean time between two shakes of one user who is shaking",
        mark: "assumed",
        source: "assumed: animation and result page take 3 to 5 s",
      },
      { positive: true },
    ).prefault("4s"),
    winsPerUser: quantity(
      count,
      {
        description: "Packets that one user may win by shaking",
        mark: "published",
        source: "Zhang Wenrui's talk: at most three a user",
      },
      { max: WINS_MAX },
    ).prefault(3),
  })
  .prefault({});
