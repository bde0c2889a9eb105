import { InvariantError } from "../../kernel/invariant.ts";
import type { AccessServer } from "./access-server.ts";

/** The servers where one carrier's users of a region connect, in one campus. */
export interface AccessCluster {
  id: string;
  /** IDC that houses it. */
  idc: string;
  /** Index of the carrier entry in the region. */
  entry: number;
  /** Real servers. */
  servers: number;
  /** Simulated servers that stand for them; clusters of one carrier may share one. */
  lanes: readonly AccessServer[];
}

/**
 * The access layer of a region: clusters of servers by carrier. A client connects to any server of its carrier with
 * equal chance. It learns of a lost cluster only when the entry list is renewed (`avoid`), some seconds later.
 */
export class AccessLayer {
  readonly clusters: readonly AccessCluster[];
  /** Clients that met nobody, by lost cluster. */
  readonly missed: Float64Array;
  private readonly lost: Uint8Array;
  private readonly avoided: Uint8Array;
  /** By entry, of each real server that clients may choose: its cluster, and who is there; nobody when it is lost. */
  private readonly choices: Int16Array[];
  private readonly servers: (AccessServer | undefined)[][];

  constructor(clusters: readonly AccessCluster[], entries: number) {
    this.clusters = clusters;
    this.missed = new Float64Array(clusters.length);
    this.lost = new Uint8Array(clusters.length);
    this.avoided = new Uint8Array(clusters.length);
    this.choices = Array.from({ length: entries }, () => new Int16Array(0));
    this.servers = Array.from({ length: entries }, () => []);
    for (let entry = 0; entry < entries; entry++) this.renewChoices(entry);
  }

  /** The server a client of this carrier connects to, by a uniform draw, or undefined when it is not there. */
  pick(entry: number, draw: number): AccessServer | undefined {
    const servers = this.servers[entry] as (AccessServer | undefined)[];
    if (servers.length === 0) return undefined;
    const at = (draw * servers.length) | 0;
    const server = servers[at];
    if (server === undefined) this.miss((this.choices[entry] as Int16Array)[at] as number);
    return server;
  }

  /** The cluster's servers are gone (or back) from now on. */
  setLost(index: number, lost: boolean): void {
    this.lost[index] = lost ? 1 : 0;
    this.renewChoices(this.cluster(index).entry);
    this.shareOutLanes();
  }

  /** From now on new connections leave the cluster out (or count it in again). */
  setAvoided(index: number, avoided: boolean): void {
    this.avoided[index] = avoided ? 1 : 0;
    this.renewChoices(this.cluster(index).entry);
  }

  private miss(index: number): void {
    this.missed[index] = (this.missed[index] as number) + 1;
  }

  private cluster(index: number): AccessCluster {
    const cluster = this.clusters[index];
    if (cluster === undefined) throw new InvariantError("access layer", `there is no cluster ${index}`);
    return cluster;
  }

  private renewChoices(entry: number): void {
    const choices: number[] = [];
    this.clusters.forEach((cluster, index) => {
      if (cluster.entry !== entry || this.avoided[index] === 1) return;
      for (let i = 0; i < cluster.servers; i++) choices.push(index);
    });
    this.choices[entry] = Int16Array.from(choices);
    this.servers[entry] = choices.map((index, at) => {
      const { lanes } = this.clusters[index] as AccessCluster;
      return this.lost[index] === 1 ? undefined : lanes[at % lanes.length];
    });
  }

  /** A simulated server that stands for several clusters is as strong as those of them that are left. */
  private shareOutLanes(): void {
    const all = new Map<AccessServer, number>();
    const alive = new Map<AccessServer, number>();
    this.clusters.forEach((cluster, index) => {
      for (const lane of cluster.lanes) {
        const share = cluster.servers / cluster.lanes.length;
        all.set(lane, (all.get(lane) ?? 0) + share);
        if (this.lost[index] === 0) alive.set(lane, (alive.get(lane) ?? 0) + share);
      }
    });
    for (const [lane, share] of all) {
      const left = alive.get(lane) ?? 0;
      if (left > 0) lane.keep(left / share);
    }
  }
}
