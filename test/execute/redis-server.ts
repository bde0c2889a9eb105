import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Whether this machine has redis-server. Where it has not, one line says so; on a CI server that is a failure. */
export function haveRedis(): boolean {
  const found = spawnSync("redis-server", ["--version"]).status === 0;
  if (!found)
    test.runIf(process.env.CI)("redis-server is installed", () => expect.fail("redis-server is missing"));
  if (!found && !process.env.CI) console.warn("redis-server is missing: tests of the queue are skipped");
  return found;
}

/** A server of its own, in memory only: what it held is gone once it has been restarted. */
export class RedisServer {
  private process: ChildProcess | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), "hongbao-redis-"));
  readonly port: number;
  readonly password: string;

  private constructor(port: number, password: string) {
    this.port = port;
    this.password = password;
  }

  static async start(password = ""): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), password);
    await server.up();
    return server;
  }

  get address(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async up(): Promise<void> {
    const secret = this.password === "" ? [] : ["--requirepass", this.password];
    const words = [
      "--port",
      `${this.port}`,
      "--bind",
      "127.0.0.1",
      "--save",
      "",
      "--dir",
      this.folder,
      ...secret,
    ];
    this.process = spawn("redis-server", words, { stdio: ["ignore", "pipe", "ignore"] });
    let log = "";
    for await (const chunk of this.process.stdout ?? []) {
      log += chunk;
      if (log.includes("Ready to accept connections")) return;
    }
    throw new Error(`redis-server did not start: ${log}`);
  }

  async down(): Promise<void> {
    const { process } = this;
    if (process === undefined || process.exitCode !== null) return;
    process.kill("SIGKILL");
    await once(process, "exit");
  }

  async remove(): Promise<void> {
    await this.down();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server.close();
  await once(server, "close");
  return port;
}
