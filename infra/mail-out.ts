/** Mail out: the sending identity, what SES reports of each mail, and the three functions of the outbox. */
import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import type { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import {
  CfnConfigurationSet,
  CfnConfigurationSetEventDestination,
  CfnEmailIdentity,
  EmailSendingEvent,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform, type Use } from "./function.ts";
import type { Secrets } from "./secrets.ts";
import { senderOf } from "./settings.ts";
import { follow } from "./stream.ts";
import type { Tables } from "./tables.ts";

interface MailOutProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
  secrets: Secrets;
}

/** Never Open or Click: to report them SES would rewrite the links and add a picture. */
const reported = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.RENDERING_FAILURE,
];

export class MailOut extends Construct {
  readonly sendNotices: DeployedFunction;
  readonly settleNotices: DeployedFunction;
  readonly sweepNotices: DeployedFunction;
  readonly stream: CfnEventSourceMapping;
  readonly set: CfnConfigurationSet;
  /** How a function hands a mail to SES in our name. */
  readonly sends: Use;

  constructor(scope: Construct, id: string, { platform, tables, buckets, secrets }: MailOutProps) {
    super(scope, id);
    const { settings, deadLetters } = platform;
    this.set = this.configurationSet();
    const identity = this.identity(settings.domain);
    const records = tables.usesReviews("GetItem", "PutItem");
    const lists = tables.usesReviews("Query");
    const forgets = tables.usesReviews("DeleteItem"); // a subscriber whose mailbox is gone, or who complained
    const entries = tables.usesLedger("PutItem");
    this.sends = {
      environment: {
        CONFIGURATION_SET: this.set.ref,
        FROM_ADDRESS: senderOf(settings),
        MAIL_DOMAIN: settings.domain,
      },
      may: [
        {
          actions: ["ses:SendRawEmail"],
          resources: [identity, this.arnOf("configuration-set", this.set.ref)],
        },
      ],
    };

    this.sendNotices = new DeployedFunction(
      this,
      "send-notices",
      platform,
      [records, lists, entries, this.sends, secrets.readsLinks()],
      {
        timeout: Duration.seconds(60),
        environment: { PUBLIC_ORIGIN: settings.publicOrigin, TEAM_ADDRESSES: settings.team.join(",") },
      },
    );
    this.stream = follow(this.sendNotices, tables.reviews, buckets.failures, [
      { entity: ["notice"], state: ["prepared"] },
    ]);

    this.settleNotices = new DeployedFunction(this, "settle-notices", platform, [
      records,
      lists,
      forgets,
      entries,
    ]);
    this.settleNotices.keepsFailuresIn(deadLetters);
    new Rule(this, "Reports", {
      description: "What SES says of the mails of our configuration set",
      eventPattern: {
        source: ["aws.ses"],
        detail: { mail: { tags: { "ses:configuration-set": [this.set.ref] } } },
      },
      targets: [new LambdaFunction(this.settleNotices.lambda)],
    });

    this.sweepNotices = new DeployedFunction(
      this,
      "sweep-notices",
      platform,
      [records, tables.queriesIndex(), entries],
      { timeout: Duration.seconds(120) },
    );
    this.sweepNotices.keepsFailuresIn(deadLetters);
    new Rule(this, "Sweep", {
      description: "Looks for notices that are due, stuck or free to go",
      schedule: Schedule.rate(Duration.hours(1)),
      targets: [new LambdaFunction(this.sweepNotices.lambda)],
    });
  }

  private configurationSet(): CfnConfigurationSet {
    const set = new CfnConfigurationSet(this, "Set", {
      sendingOptions: { sendingEnabled: true },
      reputationOptions: { reputationMetricsEnabled: true },
      // Off: the account's list accepts a mail and then drops it. Our contacts' standing decides.
      suppressionOptions: { suppressedReasons: [] },
    });
    new CfnConfigurationSetEventDestination(this, "Reported", {
      configurationSetName: set.ref,
      eventDestination: {
        enabled: true,
        matchingEventTypes: reported,
        eventBridgeDestination: { eventBusArn: this.busArn() },
      },
    });
    return set;
  }

  /** The domain as a sender; its DNS records are outputs of the stack. */
  private identity(domain: string): string {
    const identity = new CfnEmailIdentity(this, "Identity", {
      emailIdentity: domain,
      dkimAttributes: { signingEnabled: true },
      mailFromAttributes: { mailFromDomain: `bounce.${domain}`, behaviorOnMxFailure: "USE_DEFAULT_VALUE" },
      feedbackAttributes: { emailForwardingEnabled: false },
    });
    const tokens = [
      [identity.attrDkimDnsTokenName1, identity.attrDkimDnsTokenValue1],
      [identity.attrDkimDnsTokenName2, identity.attrDkimDnsTokenValue2],
      [identity.attrDkimDnsTokenName3, identity.attrDkimDnsTokenValue3],
    ];
    tokens.forEach(([name, value], at) => {
      new CfnOutput(this, `Dkim${at + 1}`, { value: `${name} CNAME ${value}` });
    });
    return this.arnOf("identity", domain);
  }

  private arnOf(resource: "identity" | "configuration-set", resourceName: string): string {
    return Stack.of(this).formatArn({ service: "ses", resource, resourceName });
  }

  /** SES reports to the default bus only. */
  private busArn(): string {
    return Stack.of(this).formatArn({ service: "events", resource: "event-bus", resourceName: "default" });
  }
}
