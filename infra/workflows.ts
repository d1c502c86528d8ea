/** The machines of the calls and of the roadmap, and the functions that they run and are woken by. */
import { Duration, Stack } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { Buckets } from "./buckets.ts";
import type { FunctionName } from "./build.ts";
import { DeployedFunction, type Platform, type Use } from "./function.ts";
import { accept } from "./nag.ts";
import { follow } from "./stream.ts";
import type { Tables } from "./tables.ts";
import { callMachine } from "./workflows/call.ts";
import { roadmapMachine } from "./workflows/roadmap.ts";

interface WorkflowsProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
}

export class Workflows extends Construct {
  readonly calls: CfnStateMachine;
  readonly roadmap: CfnStateMachine;
  readonly wakeCalls: DeployedFunction;
  readonly stream: CfnEventSourceMapping;

  constructor(scope: Construct, id: string, { platform, tables, buckets }: WorkflowsProps) {
    super(scope, id);
    const entries = tables.usesLedger("PutItem");
    const marks = [tables.usesReviews("GetItem", "PutItem"), entries];
    const deploy = (name: FunctionName, uses: Use[], seconds = 30) =>
      new DeployedFunction(this, name, platform, uses, { timeout: Duration.seconds(seconds) });

    // Parties with a close of their own are reminded by it: their standings are looked at besides the call.
    const planCall = deploy("plan-call", [tables.usesReviews("GetItem", "Query")]);
    const planRoadmap = deploy("plan-roadmap", [tables.usesReviews("GetItem", "Query")]);
    const prepareNotices = deploy(
      "prepare-notices",
      [tables.usesReviews("GetItem", "Query", "PutItem"), entries],
      120,
    );
    // A silence procedure that closes places a State, which must hold no seat of another call.
    const markCall = deploy("mark-call", [
      tables.usesReviews("GetItem", "Query", "PutItem", "ConditionCheckItem"),
      entries,
    ]);
    const markActivity = deploy("mark-activity", marks);
    const awaitChange = deploy("await-change", [tables.usesReviews("PutItem", "ConditionCheckItem")]);

    this.calls = this.machine(
      "Calls",
      [planCall, prepareNotices, markCall, awaitChange],
      callMachine({
        planCall: planCall.arn,
        prepareNotices: prepareNotices.arn,
        markCall: markCall.arn,
        awaitChange: awaitChange.arn,
      }),
    );
    this.roadmap = this.machine(
      "Roadmap",
      [planRoadmap, prepareNotices, markActivity, awaitChange],
      roadmapMachine({
        planRoadmap: planRoadmap.arn,
        prepareNotices: prepareNotices.arn,
        markActivity: markActivity.arn,
        awaitChange: awaitChange.arn,
      }),
    );

    const machines = [this.calls.attrArn, this.roadmap.attrArn];
    const answers = { actions: ["states:SendTaskSuccess"], resources: machines };
    awaitChange.may(answers);
    this.wakeCalls = new DeployedFunction(
      this,
      "wake-calls",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "DeleteItem"),
        {
          environment: { CALL_MACHINE_ARN: this.calls.attrArn, ROADMAP_MACHINE_ARN: this.roadmap.attrArn },
          may: [{ actions: ["states:StartExecution"], resources: machines }, answers],
        },
      ],
      { timeout: Duration.seconds(60) },
    );
    this.wakeCalls.keepsFailuresIn(platform.deadLetters);
    new Rule(this, "Daily", {
      description: "Looks for calls whose change nobody followed",
      schedule: Schedule.rate(Duration.days(1)),
      targets: [new LambdaFunction(this.wakeCalls.lambda)],
    });
    this.stream = follow(this.wakeCalls, tables.reviews, buckets.failures, [{ entity: ["call", "review"] }]);
  }

  private machine(name: string, runs: DeployedFunction[], definition: object): CfnStateMachine {
    const log = new LogGroup(this, `${name}Log`, { retention: RetentionDays.SIX_MONTHS });
    const role = new Role(this, `${name}Role`, { assumedBy: new ServicePrincipal("states.amazonaws.com") });
    const grants = new Policy(this, `${name}Grants`, {
      roles: [role],
      statements: [
        new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: runs.map(({ arn }) => arn) }),
        new PolicyStatement({ actions: logDelivery, resources: ["*"] }),
      ],
    });
    accept(
      grants,
      "AwsSolutions-IAM5[Resource::*]",
      "Log delivery belongs to the account: AWS knows no resource for it.",
    );
    const machine = new CfnStateMachine(this, name, {
      roleArn: role.roleArn,
      stateMachineType: "STANDARD",
      definitionString: Stack.of(this).toJsonString(definition),
      loggingConfiguration: {
        level: "ALL",
        includeExecutionData: false, // the data is in the tables; the log tells the steps
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: log.logGroupArn } }],
      },
    });
    machine.node.addDependency(grants);
    accept(
      machine,
      "AwsSolutions-SF2",
      "The steps are logged and the functions log their own; traces would tell no more.",
    );
    return machine;
  }
}

const logDelivery = [
  "logs:CreateLogDelivery",
  "logs:GetLogDelivery",
  "logs:UpdateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:DescribeResourcePolicies",
  "logs:DescribeLogGroups",
];
