/** Watch over mail in: a daily probe through each public mailbox's redirect, a nightly match of raw mails to ends. */
import { Duration } from "aws-cdk-lib";
import { Rule, RuleTargetInput, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Construct } from "constructs";
import { receivesAt } from "./addresses.ts";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform, type Use } from "./function.ts";
import type { Secrets } from "./secrets.ts";
import type { Tables } from "./tables.ts";

interface WatchProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
  secrets: Secrets;
  sends: Use; // how a function hands a mail to SES
}

export class Watch extends Construct {
  readonly probeMailboxes: DeployedFunction;
  readonly reprocessMail: DeployedFunction;

  constructor(scope: Construct, id: string, { platform, tables, buckets, secrets, sends }: WatchProps) {
    super(scope, id);
    const addresses = receivesAt(platform.settings);
    this.probeMailboxes = new DeployedFunction(
      this,
      "probe-mailboxes",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem"),
        tables.usesLedger("PutItem"),
        secrets.readsLinks(),
        addresses,
        sends,
      ],
      { timeout: Duration.seconds(60) },
    );
    this.reprocessMail = new DeployedFunction(
      this,
      "reprocess-mail",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem"),
        tables.queriesIndex(),
        tables.usesLedger("PutItem"),
        buckets.listsMail(),
        buckets.usesMail("GetObject", "PutObjectRetention"),
        buckets.usesFiles("files", "PutObject"),
        secrets.readsLinks(),
        addresses,
      ],
      { memorySize: 1536, timeout: Duration.minutes(15) },
    );
    // Sent at six, looked for at ten past eight: a redirect has two hours to bring it back.
    this.daily(
      "Probe",
      "Sends each public mailbox its probe",
      { hour: "6", minute: "0" },
      this.probeMailboxes,
    );
    this.daily("Probed", "Looks for probes that are lost", { hour: "8", minute: "10" }, this.probeMailboxes);
    this.daily("Match", "Looks for mails without an end", { hour: "4", minute: "30" }, this.reprocessMail, {
      what: "unmatched",
    });
    this.probeMailboxes.keepsFailuresIn(platform.deadLetters);
    this.reprocessMail.keepsFailuresIn(platform.deadLetters);
  }

  /** Hours are of UTC. */
  private daily(
    name: string,
    description: string,
    at: { hour: string; minute: string },
    { lambda }: DeployedFunction,
    input?: object,
  ): void {
    const given = input ? { event: RuleTargetInput.fromObject(input) } : {};
    new Rule(this, name, {
      description,
      schedule: Schedule.cron(at),
      targets: [new LambdaFunction(lambda, given)],
    });
  }
}
