/** Mail in: one rule for the whole domain keeps each mail in S3 first, and then tells receive-mail. */
import { CustomResource, Duration } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnReceiptRule, CfnReceiptRuleSet } from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { receivesAt } from "./addresses.ts";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Secrets } from "./secrets.ts";
import type { Tables } from "./tables.ts";

interface MailInProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
  secrets: Secrets;
}

export class MailIn extends Construct {
  readonly receiveMail: DeployedFunction;
  readonly ruleSet: CfnReceiptRuleSet;

  constructor(scope: Construct, id: string, { platform, tables, buckets, secrets }: MailInProps) {
    super(scope, id);
    const { settings } = platform;
    this.receiveMail = new DeployedFunction(
      this,
      "receive-mail",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem"),
        tables.queriesIndex(),
        tables.usesLedger("PutItem"),
        buckets.usesMail("GetObject", "PutObjectRetention"),
        buckets.usesFiles("files", "PutObject"),
        secrets.readsLinks(),
        receivesAt(settings),
      ],
      { memorySize: 1536, timeout: Duration.seconds(120) },
    );
    this.receiveMail.keepsFailuresIn(platform.deadLetters);
    const mayCall = this.receiveMail.calledBy("ses.amazonaws.com", { account: settings.account });

    buckets.mail.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("ses.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: [buckets.mail.arnForObjects("inbound/*")],
        conditions: { StringEquals: { "aws:SourceAccount": settings.account } },
      }),
    );

    this.ruleSet = new CfnReceiptRuleSet(this, "RuleSet");
    const rule = new CfnReceiptRule(this, "WholeDomain", {
      ruleSetName: this.ruleSet.ref,
      rule: {
        enabled: true,
        recipients: [settings.domain],
        scanEnabled: true, // false unless said: then there would be no verdicts on virus and spam
        tlsPolicy: "Optional", // a mission whose server knows no TLS must still be heard
        actions: [
          { s3Action: { bucketName: buckets.mail.bucketName, objectKeyPrefix: "inbound/" } },
          { lambdaAction: { functionArn: this.receiveMail.arn, invocationType: "Event" } },
        ],
      },
    });
    rule.node.addDependency(mayCall);
    if (buckets.mail.policy) rule.node.addDependency(buckets.mail.policy);
    this.activate(platform, rule);
  }

  /** One rule set is active per account and region, and CloudFormation cannot activate one. */
  private activate(platform: Platform, rule: CfnReceiptRule): void {
    const activateRules = new DeployedFunction(
      this,
      "activate-rules",
      platform,
      [
        {
          may: [
            {
              actions: ["ses:DescribeActiveReceiptRuleSet", "ses:SetActiveReceiptRuleSet"],
              resources: ["*"],
              why: "Which rule set is active belongs to the account: SES knows no resource for it.",
            },
          ],
        },
      ],
      { timeout: Duration.seconds(60) },
    );
    const active = new CustomResource(this, "ActiveRules", {
      serviceToken: activateRules.arn,
      serviceTimeout: Duration.minutes(5),
      resourceType: "Custom::ActivateRules",
      properties: { RuleSetName: this.ruleSet.ref },
    });
    active.node.addDependency(activateRules.grants, rule);
  }
}
