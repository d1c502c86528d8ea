/** The whole of one deployment: which capability is handed what. */
import { CfnOutput, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import type { Construct } from "constructs";
import { Alarms } from "./alarms.ts";
import { Buckets } from "./buckets.ts";
import type { FunctionName } from "./build.ts";
import { Events } from "./events.ts";
import type { Platform } from "./function.ts";
import { MailIn } from "./mail-in.ts";
import { MailOut } from "./mail-out.ts";
import { accept } from "./nag.ts";
import { News } from "./news.ts";
import { Notes } from "./notes.ts";
import { Reading } from "./reading.ts";
import { Review } from "./review.ts";
import { Scans } from "./scans.ts";
import { Secrets } from "./secrets.ts";
import type { Settings } from "./settings.ts";
import { SignIn } from "./sign-in.ts";
import { Tables } from "./tables.ts";
import { Uploads } from "./uploads.ts";
import { Watch } from "./watch.ts";
import { Web } from "./web.ts";
import { Workflows } from "./workflows.ts";

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
    const mailIn = new MailIn(this, "MailIn", { platform, tables, buckets, secrets });
    const mailOut = new MailOut(this, "MailOut", { platform, tables, buckets, secrets });
    new Uploads(this, "Uploads", { platform, tables, buckets });
    const scans = new Scans(this, "Scans", { platform, tables, buckets });
    new Reading(this, "Reading", { platform, tables, buckets });
    const watch = new Watch(this, "Watch", { platform, tables, buckets, secrets, sends: mailOut.sends });
    new Notes(this, "Notes", { platform, tables, buckets, secrets });
    const workflows = new Workflows(this, "Workflows", { platform, tables, buckets });
    const events = new Events(this, "Events", { platform, tables, buckets });
    new News(this, "News", { platform, tables, bus: events.bus });
    const signIn = new SignIn(this, "SignIn", settings);
    const web = new Web(this, "Web", { platform, tables, buckets, secrets, signIn });
    new Review(this, "Review", { platform, tables });
    new Alarms(this, "Alarms", {
      platform,
      streams: [mailOut.stream, workflows.stream, events.stream],
      followers: [mailOut.sendNotices, workflows.wakeCalls, events.keepLedger],
      machines: [workflows.calls, workflows.roadmap],
      keepLedger: events.keepLedger,
      sweepNotices: mailOut.sweepNotices,
      probeMailboxes: watch.probeMailboxes,
      reprocessMail: watch.reprocessMail,
      noteScan: scans.noteScan,
      apiId: web.api.ref,
    });

    const told = {
      ReviewsTable: tables.reviews.tableName,
      LedgerTable: tables.ledger.tableName,
      MailBucket: buckets.mail.bucketName,
      FilesBucket: buckets.files.bucketName,
      LedgerBucket: buckets.ledger.bucketName,
      FailuresBucket: buckets.failures.bucketName,
      DeadLetterQueue: deadLetters.queueUrl,
      RuleSet: mailIn.ruleSet.ref,
      ConfigurationSet: mailOut.set.ref,
      CallMachine: workflows.calls.attrArn,
      RoadmapMachine: workflows.roadmap.attrArn,
      EventBus: events.bus.eventBusName,
      UserPool: signIn.pool.ref,
      SignInClient: signIn.client.ref,
      PublicOrigin: settings.publicOrigin,
      DistributionDomain: web.distribution.attrDomainName,
    };
    for (const [name, value] of Object.entries(told)) new CfnOutput(this, name, { value });
  }
}
