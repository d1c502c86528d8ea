/** Uploads in: what a browser posted into quarantine is checked, and joins its draft. */
import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Tables } from "./tables.ts";

interface UploadsProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
}

export class Uploads extends Construct {
  constructor(scope: Construct, id: string, { platform, tables, buckets }: UploadsProps) {
    super(scope, id);
    const receiveUpload = new DeployedFunction(
      this,
      "receive-upload",
      platform,
      [
        tables.usesReviews("GetItem", "PutItem"),
        tables.usesLedger("PutItem"),
        buckets.usesFiles("quarantine", "GetObject", "DeleteObject"),
        buckets.usesFiles("files", "PutObject"),
      ],
      { memorySize: 1024, timeout: Duration.seconds(60) },
    );
    receiveUpload.keepsFailuresIn(platform.deadLetters);
    new Rule(this, "Posted", {
      description: "A file arrived in quarantine",
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: {
          bucket: { name: [buckets.files.bucketName] },
          object: { key: [{ prefix: "quarantine/" }] },
        },
      },
      targets: [new LambdaFunction(receiveUpload.lambda)],
    });
  }
}
