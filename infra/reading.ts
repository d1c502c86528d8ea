/** Every file in which GuardDuty found nothing is read by a function of its own, whose end is nobody else's. */
import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Tables } from "./tables.ts";

interface ReadingProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
}

export class Reading extends Construct {
  constructor(scope: Construct, id: string, { platform, tables, buckets }: ReadingProps) {
    super(scope, id);
    const readDocuments = new DeployedFunction(
      this,
      "read-documents",
      platform,
      [
        tables.usesReviews("GetItem", "PutItem"),
        tables.usesLedger("PutItem"),
        buckets.usesFiles("files", "GetObject"),
        buckets.usesFiles("readings", "PutObject"),
      ],
      { memorySize: 1024, timeout: Duration.seconds(30) },
    );
    readDocuments.keepsFailuresIn(platform.deadLetters);
    new Rule(this, "Clean", {
      description: "GuardDuty found nothing in a file",
      eventPattern: {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: {
          s3ObjectDetails: {
            bucketName: [buckets.files.bucketName],
            objectKey: [{ prefix: "files/" }],
          },
          scanResultDetails: { scanResultStatus: ["NO_THREATS_FOUND"] },
        },
      },
      targets: [new LambdaFunction(readDocuments.lambda)],
    });
  }
}
