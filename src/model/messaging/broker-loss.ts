import type { Brokers } from "./brokers.ts";
import type { MessageRing } from "./message-ring.ts";

/** What becomes of messages when their broker is lost. */
export interface BrokerLoss {
  /** A publication was not acknowledged, and is made again. */
  again(number: number): void;
  /** One that was acknowledged is gone. */
  gone(number: number): void;
  /** An acknowledgement is forgotten: the message comes again. */
  forgotten(message: number, publishedMs: number, partition: number): void;
}

/**
 * A broker is lost now. Of what it has taken since its last flush, publications that were not acknowledged are made
 * again, those that were are gone; what is flushed waits for its copy.
 */
export function loseBroker(
  brokers: Brokers,
  broker: number,
  ring: MessageRing,
  nowMs: number,
  loss: BrokerLoss,
): void {
  brokers.lose(broker, nowMs);
  const flushedMs = brokers.flushedMs(nowMs);
  for (const partition of brokers.of(broker)) {
    for (let left = ring.waiting[partition] as number; left > 0; left--) {
      const number = ring.unhang(partition);
      if (ring.publishedMs(number) <= flushedMs || ring.tries(number) > 0) ring.hang(number);
      else if (brokers.options.acknowledges === "flushed") loss.again(number);
      else loss.gone(number);
    }
    brokers.forget(partition, nowMs, (message, publishedMs) =>
      loss.forgotten(message, publishedMs, partition),
    );
  }
  ring.forget();
}
