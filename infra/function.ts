/** One deployed function: its code, role, log, and what it may do. Environment and grants come together as uses. */
import { Duration } from "aws-cdk-lib";
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  CfnEventInvokeConfig,
  CfnPermission,
  Code,
  type FunctionProps,
  Function as Lambda,
  LoggingFormat,
  Runtime,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { FunctionName } from "./build.ts";
import { accept, acceptKeysBelow } from "./nag.ts";
import type { Settings } from "./settings.ts";

/** Something a function uses: how it finds it, and exactly what it may do with it. */
export interface Use {
  environment?: Record<string, string>;
  may?: Grant[];
}

export interface Grant {
  actions: string[];
  resources: string[];
  why?: string; // the reason, where AWS knows no narrower resource than "*"
}

/** What every capability is handed. */
export interface Platform {
  settings: Settings;
  folderOf: (name: FunctionName) => string; // the built code of a function
  deadLetters: Queue; // events that a function gave up on
}

type Props = Partial<Omit<FunctionProps, "code" | "handler" | "role">>;

export class DeployedFunction extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly log: LogGroup;
  /** Apart from the role, so that a machine may call a function that may answer the machine. */
  readonly grants: Policy;
  readonly arn: string;

  constructor(scope: Construct, name: FunctionName, platform: Platform, uses: Use[], props: Props = {}) {
    super(scope, name);
    const { environment, ...others } = props;
    this.log = new LogGroup(this, "Log", { retention: RetentionDays.SIX_MONTHS });
    this.role = new Role(this, "Role", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
    this.lambda = new Lambda(this, "Default", {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(30),
      loggingFormat: LoggingFormat.JSON,
      logGroup: this.log,
      ...others,
      code: Code.fromAsset(platform.folderOf(name)),
      handler: "index.handler",
      role: this.role,
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        REVIEW_ID: platform.settings.review,
        ...Object.assign({}, ...uses.map((use) => use.environment)),
        ...environment,
      },
    });
    this.arn = this.lambda.functionArn;
    this.grants = new Policy(this, "Grants", { roles: [this.role] });
    this.may({ actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [this.log.logGroupArn] });
    for (const grant of uses.flatMap((use) => use.may ?? [])) this.may(grant);
  }

  /** Allows exactly these actions on exactly these resources. */
  may({ actions, resources, why }: Grant): void {
    this.grants.addStatements(new PolicyStatement({ effect: Effect.ALLOW, actions, resources }));
    if (why) accept(this.grants, "AwsSolutions-IAM5[Resource::*]", why);
    for (const resource of resources.filter((arn) => arn.endsWith("/*")))
      acceptKeysBelow(this.grants, resource);
  }

  /** Lets a service call the function: from this account or, where it is known, for one resource of it. */
  calledBy(service: string, from: { account: string } | { arn: string }): CfnPermission {
    return new CfnPermission(this, `Calls from ${service}`, {
      action: "lambda:InvokeFunction",
      functionName: this.arn,
      principal: service,
      ...("arn" in from ? { sourceArn: from.arn } : { sourceAccount: from.account }),
    });
  }

  /** For functions called by events: two more tries within six hours, then the event is kept as a dead letter. */
  keepsFailuresIn(queue: Queue): void {
    this.may({ actions: ["sqs:SendMessage"], resources: [queue.queueArn] });
    const config = new CfnEventInvokeConfig(this, "Failures", {
      functionName: this.lambda.functionName,
      qualifier: "$LATEST",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: Duration.hours(6).toSeconds(),
      destinationConfig: { onFailure: { destination: queue.queueArn } },
    });
    config.node.addDependency(this.grants);
  }
}
