/** The event bus: each act of the ledger that is not confidential, for whoever integrates. */
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { LedgerEntry } from "../domain/ledger.ts";
import { env } from "./environment.ts";

const client = new EventBridgeClient({});

/** Puts one act on the bus; its contract is events/ledger-entry.json. Throws when the bus did not take it. */
export async function publishEvent(entry: LedgerEntry): Promise<void> {
  const { FailedEntryCount, Entries } = await client.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: env("EVENT_BUS_NAME"),
          Source: "hoja-de-ruta",
          DetailType: entry.act,
          Time: new Date(entry.at),
          Detail: JSON.stringify(entry),
        },
      ],
    }),
  );
  if (FailedEntryCount) throw new Error(`The event bus refused an entry: ${Entries?.[0]?.ErrorCode}`);
}
