/** Where a queue is, with what it takes to get in. */
export interface QueueAddress {
  /** redis:// or rediss://, credentials included: for the client alone, never to be shown. */
  secret: string;
  /** The same without credentials: "rediss://queue.example:6380/2". */
  shown: string;
}

/**
 * Reads the address of a Redis server. A password may stand in it, or be given apart, where no list of processes shows
 * it.
 *
 * @throws RangeError that says what is wrong, without the address: it may hold a password.
 */
export function queueAddress(text: string, password: string | undefined): QueueAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^rediss?:$/.test(url.protocol) || url.hostname === "")
    throw new RangeError(
      "expected an address such as redis://host:6379/0 or rediss://user:password@host:6380",
    );
  if (!/^(?:\/\d*)?$/.test(url.pathname))
    throw new RangeError("expected a number of a database behind the host");
  if (url.password === "" && password !== undefined && password !== "")
    url.password = encodeURIComponent(password);
  const shown = new URL(url);
  shown.username = "";
  shown.password = "";
  shown.search = "";
  return { secret: url.href, shown: shown.href };
}

/** A message with the credentials of an address taken out, in whatever form they are in it. */
export function withoutSecrets(message: string, { secret, shown }: QueueAddress): string {
  const { username, password } = new URL(secret);
  const parts = [secret, password, decodeURIComponent(password)].filter((part) => part !== "");
  const clean = parts.reduce((text, part) => text.replaceAll(part, part === secret ? shown : "***"), message);
  return username === "" ? clean : clean.replaceAll(`${username}:***`, "***");
}
