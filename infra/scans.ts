/** Every file below `files/` is scanned for malware by GuardDuty; note-scan records what it says, and pages serve by that. */
import { Stack } from "aws-cdk-lib";
import { Rule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { CfnMalwareProtectionPlan } from "aws-cdk-lib/aws-guardduty";
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import { accept, acceptKeysBelow } from "./nag.ts";
import type { Tables } from "./tables.ts";

interface ScansProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
}

const scanner = "malware-protection-plan.guardduty.amazonaws.com";
const managedRule = "DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*";

export class Scans extends Construct {
  readonly noteScan: DeployedFunction;

  constructor(scope: Construct, id: string, { platform, tables, buckets }: ScansProps) {
    super(scope, id);
    const role = new Role(this, "Scanner", { assumedBy: new ServicePrincipal(scanner) });
    const grants = this.scannerGrants(role, buckets);
    const plan = new CfnMalwareProtectionPlan(this, "Plan", {
      role: role.roleArn,
      protectedResource: { s3Bucket: { bucketName: buckets.files.bucketName, objectPrefixes: ["files/"] } },
      // Tags would cost by the object and gate nothing: pages serve by what note-scan recorded.
      actions: { tagging: { status: "DISABLED" } },
    });
    plan.node.addDependency(grants);

    this.noteScan = new DeployedFunction(this, "note-scan", platform, [
      tables.usesReviews("GetItem", "PutItem"),
      tables.usesLedger("PutItem"),
    ]);
    this.noteScan.keepsFailuresIn(platform.deadLetters);
    new Rule(this, "Scanned", {
      description: "GuardDuty has scanned a file",
      eventPattern: {
        source: ["aws.guardduty"],
        detailType: ["GuardDuty Malware Protection Object Scan Result"],
        detail: {
          s3ObjectDetails: {
            bucketName: [buckets.files.bucketName],
            objectKey: [{ prefix: "files/" }],
          },
        },
      },
      targets: [new LambdaFunction(this.noteScan.lambda)],
    });
    new Rule(this, "Plan status", {
      description: "GuardDuty can no longer scan files, or not as it should",
      eventPattern: {
        source: ["aws.guardduty"],
        detailType: ["Warning", "Error"].map(
          (status) => `GuardDuty Malware Protection Resource Status ${status}`,
        ),
        detail: { s3BucketDetails: { bucketName: [buckets.files.bucketName] } },
      },
      targets: [new LambdaFunction(this.noteScan.lambda)],
    });
  }

  /** What GuardDuty demands of the role of a plan, word for word, for this bucket and prefix only; without tags. */
  private scannerGrants(role: Role, { files }: Buckets): Policy {
    const rules = Stack.of(this).formatArn({
      service: "events",
      resource: "rule",
      resourceName: managedRule,
    });
    const managed = { StringLike: { "events:ManagedBy": scanner } };
    const allow = (
      actions: string[],
      resource: string,
      conditions?: Record<string, Record<string, string>>,
    ) =>
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions,
        resources: [resource],
        ...(conditions ? { conditions } : {}),
      });
    const grants = new Policy(this, "ScannerGrants", {
      roles: [role],
      statements: [
        allow(
          ["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"],
          rules,
          managed,
        ),
        allow(["events:DescribeRule", "events:ListTargetsByRule"], rules),
        allow(["s3:PutBucketNotification", "s3:GetBucketNotification", "s3:ListBucket"], files.bucketArn),
        allow(["s3:PutObject"], files.arnForObjects("malware-protection-resource-validation-object")),
        allow(["s3:GetObject", "s3:GetObjectVersion"], files.arnForObjects("files/*")),
      ],
    });
    const { account, region } = Stack.of(this);
    accept(
      grants,
      `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:events:${region}:${account}:rule/${managedRule}]`,
      "GuardDuty names the one rule that it manages itself; it is held to its own by events:ManagedBy.",
    );
    acceptKeysBelow(grants, files.arnForObjects("files/*"));
    return grants;
  }
}
