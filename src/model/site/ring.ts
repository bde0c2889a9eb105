export interface RingParams {
  nodes: number;
  /** Points of each node on the ring. */
  virtualNodes: number;
  /** Tells rings apart that have as many nodes; default 0. */
  salt?: number;
}

export const NO_NODE = -1;

/**
 * A consistent-hash ring (Karger et al. 1997) of 32-bit points: a key belongs to the node of the first point at
 * or after its hash.
 *
 * Each node's share is Beta(V, (N-1)V): coefficient of variation sqrt((N-1) / (NV+1)). A node that joins takes
 * 1/(N+1) of the keys and no key moves between others. A table over the hash's first bits makes a lookup O(1).
 * Nodes of different weight: not modelled yet.
 */
export class Ring {
  readonly nodes: number;
  /** Hashes of the points, ascending, and the node of each. */
  private readonly points: Uint32Array;
  private readonly owners: Int32Array;
  /** First point at or after the start of each bucket of hashes. */
  private readonly firstPoint: Int32Array;
  private readonly shift: number;
  private readonly keySalt: number;

  constructor(params: RingParams) {
    const { nodes, virtualNodes, salt = 0 } = params;
    if (!(Number.isInteger(nodes) && nodes >= 1 && Number.isInteger(virtualNodes) && virtualNodes >= 1)) {
      throw new RangeError(`a ring of ${nodes} nodes with ${virtualNodes} points each is not possible`);
    }
    this.nodes = nodes;
    // Keys and points must not hash alike, or key i would sit on point i.
    this.keySalt = mix(salt ^ 0x9e3779b9);
    const count = nodes * virtualNodes;
    // Sorted as one number each, point first: ties go to the lower node, whatever the order of making.
    const packed = new Float64Array(count);
    for (let i = 0; i < count; i++) {
      const node = Math.floor(i / virtualNodes);
      const point = mix(mix(node + mix(salt)) + (i % virtualNodes));
      packed[i] = point * 2 ** 20 + node;
    }
    packed.sort();
    this.points = Uint32Array.from(packed, (both) => Math.floor(both / 2 ** 20));
    this.owners = Int32Array.from(packed, (both) => both % 2 ** 20);
    const bits = Math.ceil(Math.log2(count)) + 1;
    this.shift = 32 - bits;
    this.firstPoint = new Int32Array(2 ** bits);
    let point = 0;
    for (let bucket = 0; bucket < this.firstPoint.length; bucket++) {
      while (point < count && (this.points[point] as number) < bucket * 2 ** this.shift) point++;
      this.firstPoint[bucket] = point;
    }
  }

  /** The node of this key (an int32). */
  lookup(key: number): number {
    return this.owners[this.pointOf(key)] as number;
  }

  /** The first node from the key's point on that is not masked (mask[node] is 0), or `NO_NODE`. */
  lookupExcluding(mask: Uint8Array, key: number): number {
    let point = this.pointOf(key);
    for (let tried = this.owners.length; tried > 0; tried--) {
      const node = this.owners[point] as number;
      if (mask[node] === 0) return node;
      if (++point === this.owners.length) point = 0;
    }
    return NO_NODE;
  }

  /** Share of all keys that belong to nodes from this one on, 0..1. */
  shareFrom(node: number): number {
    const { points, owners } = this;
    let hashes = 0;
    points.forEach((point, i) => {
      const before = i === 0 ? (points[points.length - 1] as number) - 2 ** 32 : (points[i - 1] as number);
      if ((owners[i] as number) >= node) hashes += point - before;
    });
    return hashes / 2 ** 32;
  }

  private pointOf(key: number): number {
    const hash = mix(key + this.keySalt);
    let point = this.firstPoint[hash >>> this.shift] as number;
    while (point < this.points.length && (this.points[point] as number) < hash) point++;
    return point === this.points.length ? 0 : point;
  }
}

/** Where a key (an int32) lies among all, 0 to less than 1, independently of its place on any ring. */
export function shareOfKey(key: number): number {
  return mix(mix(key) ^ 0x5bd1e995) / 2 ** 32;
}

/** The finaliser of MurmurHash3: a bijection of 32 bits in which each bit moves half of the others. */
function mix(key: number): number {
  let h = key | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
