/** Notes verbales: a coordinator's request is an object; the function that it starts writes the file beside it. */
import { Duration } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Secrets } from "./secrets.ts";
import type { Tables } from "./tables.ts";

interface NotesProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
  secrets: Secrets;
}

export class Notes extends Construct {
  constructor(scope: Construct, id: string, { platform, tables, buckets, secrets }: NotesProps) {
    super(scope, id);
    const { settings, deadLetters } = platform;
    const writeNotes = new DeployedFunction(
      this,
      "write-notes",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem"),
        tables.usesLedger("PutItem"),
        buckets.usesFiles("exports/requests", "GetObject"),
        buckets.usesFiles("exports/notes", "PutObject"),
        secrets.readsLinks(),
        { environment: { MAIL_DOMAIN: settings.domain, PUBLIC_ORIGIN: settings.publicOrigin } },
      ],
      { memorySize: 1024, timeout: Duration.seconds(120) },
    );
    writeNotes.keepsFailuresIn(deadLetters);
    new Rule(this, "Asked for", {
      description: "A coordinator asked for the notes verbales of a call",
      eventPattern: {
        source: ["aws.s3"],
        detailType: ["Object Created"],
        detail: {
          bucket: { name: [buckets.files.bucketName] },
          object: { key: [{ prefix: "exports/requests/" }] },
        },
      },
      targets: [new LambdaFunction(writeNotes.lambda)],
    });
  }
}
