/** What was done, for others: the ledger's stream is copied under lock, and what is open of it told on the event bus. */
import { Duration } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import type { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import { follow } from "./stream.ts";
import type { Tables } from "./tables.ts";

interface EventsProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
}

export class Events extends Construct {
  readonly bus: EventBus;
  readonly keepLedger: DeployedFunction;
  readonly stream: CfnEventSourceMapping;

  constructor(scope: Construct, id: string, { platform, tables, buckets }: EventsProps) {
    super(scope, id);
    this.bus = new EventBus(this, "Bus", {
      description: "Every open act of the ledger, for whoever integrates",
    });
    this.keepLedger = new DeployedFunction(
      this,
      "keep-ledger",
      platform,
      [
        buckets.writesLedger(),
        {
          environment: { EVENT_BUS_NAME: this.bus.eventBusName },
          may: [{ actions: ["events:PutEvents"], resources: [this.bus.eventBusArn] }],
        },
      ],
      { timeout: Duration.seconds(60) },
    );
    // No filter: an entry changed or removed is what this function is there to see.
    this.stream = follow(this.keepLedger, tables.ledger, buckets.failures, []);
  }
}
