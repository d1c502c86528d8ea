/** The whole of one deployment: which capability is handed what. */
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { Buckets } from "./buckets.ts";
import type { FunctionName } from "./build.ts";
import type { Platform } from "./function.ts";
import { MailIn } from "./mail-in.ts";
import { MailOut } from "./mail-out.ts";
import { accept } from "./nag.ts";
import { Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { Tables } from "./tables.ts";

interface ReviewStackProps extends StackProps {
  settings: Settings;
  folderOf: (name: FunctionName) => string;
}

export class ReviewStack extends Stack {
  constructor(scope: Construct, id: string, { settings, folderOf, ...props }: ReviewStackProps) {
    super(scope, id, props);
    const deadLetters = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    accept(
      deadLetters,
      "AwsSolutions-SQS3",
      "This is the dead-letter queue, of functions and not of queues.",
    );
    const platform: Platform = { settings, folderOf, deadLetters };

    const tables = new Tables(this, "Tables");
    const buckets = new Buckets(this, "Buckets", settings);
    const secrets = new Secrets(this, "Secrets");
    new MailIn(this, "MailIn", { platform, tables, buckets, secrets });
    new MailOut(this, "MailOut", { platform, tables, buckets, secrets });

    const told = {
      ReviewsTable: tables.reviews.tableName,
      LedgerTable: tables.ledger.tableName,
      MailBucket: buckets.mail.bucketName,
      FilesBucket: buckets.files.bucketName,
      LedgerBucket: buckets.ledger.bucketName,
      DeadLetterQueue: deadLetters.queueUrl,
    };
    for (const [name, value] of Object.entries(told)) new CfnOutput(this, name, { value });
  }
}
