import type { Distribution } from "../../kernel/distribution.ts";
import type { RandomStream } from "../../kernel/random.ts";
import { Pool } from "./pool.ts";

export interface WorkersOptions {
  /** Workers of the real database, and how many of its operations a simulated one stands for. */
  count: number;
  k: number;
  /** For how long a read, and a commit, takes one of them [ms]. */
  readMs: Distribution;
  commitMs: Distribution;
  stream: RandomStream;
}

/** What a database works with, its cores or threads: reads and commits wait for the same ones, in the order in which they come. */
export class Workers {
  readonly pool: Pool;
  /** How long the last operation waited for one, and took it [ms]. */
  waitMs = 0;
  tookMs = 0;

  private readonly readMs: Distribution;
  private readonly commitMs: Distribution;
  private readonly stream: RandomStream;

  constructor({ count, k, readMs, commitMs, stream }: WorkersOptions) {
    this.pool = new Pool({ servers: count, k });
    this.readMs = readMs;
    this.commitMs = commitMs;
    this.stream = stream;
  }

  /** A read comes at nowMs; returns when a worker begins with it [ms]. */
  read(nowMs: number): number {
    return this.begin(nowMs, this.readMs.sample(this.stream));
  }

  /** The same of a commit. */
  commit(nowMs: number): number {
    return this.begin(nowMs, this.commitMs.sample(this.stream));
  }

  private begin(nowMs: number, serviceMs: number): number {
    const startMs = this.pool.arrive(nowMs, serviceMs);
    this.waitMs = startMs - nowMs;
    this.tookMs = serviceMs;
    return startMs;
  }
}
