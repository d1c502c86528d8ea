/** News by mail: the acts on the bus that subscribers are told of, and the function that prepares it. */
import { Duration } from "aws-cdk-lib";
import { type EventBus, Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Tables } from "./tables.ts";

interface NewsProps {
  platform: Platform;
  tables: Tables;
  bus: EventBus;
}

export class News extends Construct {
  constructor(scope: Construct, id: string, { platform, tables, bus }: NewsProps) {
    super(scope, id);
    const tellSubscribers = new DeployedFunction(
      this,
      "tell-subscribers",
      platform,
      [tables.usesReviews("GetItem", "Query", "PutItem"), tables.usesLedger("PutItem")],
      { timeout: Duration.minutes(5) },
    );
    tellSubscribers.keepsFailuresIn(platform.deadLetters);
    new Rule(this, "Told", {
      description: "What became public of a call",
      eventBus: bus,
      eventPattern: {
        source: ["hoja-de-ruta"],
        detailType: ["call.announced", "call.dates-moved", "call.released"],
      },
      targets: [new LambdaFunction(tellSubscribers.lambda)],
    });
  }
}
