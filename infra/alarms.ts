/** Alarms: each tells the operators, and points to what to do in docs/runbook.md. */
import { Duration } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  Metric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { CfnEventSourceMapping } from "aws-cdk-lib/aws-lambda";
import { FilterPattern, MetricFilter } from "aws-cdk-lib/aws-logs";
import { CfnSubscription, Topic } from "aws-cdk-lib/aws-sns";
import type { CfnStateMachine } from "aws-cdk-lib/aws-stepfunctions";
import { Construct } from "constructs";
import type { DeployedFunction, Platform } from "./function.ts";

interface AlarmsProps {
  platform: Platform;
  followers: DeployedFunction[]; // of the streams
  streams: CfnEventSourceMapping[];
  machines: CfnStateMachine[];
  keepLedger: DeployedFunction;
  sweepNotices: DeployedFunction;
  probeMailboxes: DeployedFunction;
  reprocessMail: DeployedFunction;
  noteScan: DeployedFunction;
  apiId: string;
}

type Watched = Partial<Omit<AlarmProps, "metric" | "threshold">> & { threshold?: number };

const period = Duration.minutes(5);
const summed = { statistic: "Sum", period };

export class Alarms extends Construct {
  private readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    const { platform, followers, streams, machines, keepLedger, sweepNotices, apiId } = props;
    const { probeMailboxes, reprocessMail, noteScan } = props;
    this.topic = this.tells(platform.settings.operators, platform.settings.account);
    this.on(
      "A dead letter is waiting",
      platform.deadLetters.metricApproximateNumberOfMessagesVisible({ period }),
    );
    this.on(
      "A stream gave up on a record",
      total(
        streams.map((stream) => ({
          metricName: "OnFailureDestinationDeliveredEventCount",
          dimensionsMap: { EventSourceMappingUUID: stream.ref },
          namespace: "AWS/Lambda",
        })),
      ),
    );
    this.on("A stream is behind", latest(followers), {
      threshold: Duration.minutes(15).toMilliseconds(),
      evaluationPeriods: 2,
    });
    this.on(
      "An execution failed",
      total(
        machines.map((machine) => ({
          metricName: "ExecutionsFailed",
          dimensionsMap: { StateMachineArn: machine.attrArn },
          namespace: "AWS/States",
        })),
      ),
    );
    this.on("The ledger was touched", this.said(keepLedger, "LEDGER TAMPERED", "LedgerTouched"));
    this.on("A mailbox does not redirect", this.said(probeMailboxes, "REDIRECT SILENT", "RedirectSilent"));
    this.on("A mail had no end", this.said(reprocessMail, "MAIL WITHOUT END", "MailWithoutEnd"));
    this.on("A file was not scanned", this.said(noteScan, "SCAN FAILED", "ScanFailed"));
    this.on("A release is overdue", this.said(sweepNotices, "RELEASE OVERDUE", "ReleaseOverdue"));
    this.on("The outbox is not swept", sweepNotices.lambda.metricInvocations({ period: Duration.hours(3) }), {
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 1,
      treatMissingData: TreatMissingData.BREACHING,
    });
    this.on(
      "Pages fail",
      new Metric({
        namespace: "AWS/ApiGateway",
        metricName: "5xx",
        dimensionsMap: { ApiId: apiId },
        ...summed,
      }),
      {
        threshold: 5,
      },
    );
    this.on("Mails bounce", reputation("Reputation.BounceRate"), { threshold: 0.04 }); // SES reviews an account at 0.05
    this.on("Recipients complain", reputation("Reputation.ComplaintRate"), { threshold: 0.0008 }); // and at 0.001
  }

  /** An alarm by the name of its heading in the runbook. */
  private on(heading: string, metric: IMetric, watched: Watched = {}): void {
    const anchor = heading.toLowerCase().replaceAll(" ", "-");
    const alarm = new Alarm(this, heading, {
      alarmDescription: `${heading}: docs/runbook.md#${anchor}`,
      threshold: 0,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...watched,
      metric,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
  }

  /** How often a function's log says these words. */
  private said(by: DeployedFunction, words: string, metricName: string): Metric {
    const name = { metricNamespace: "HojaDeRuta", metricName };
    const filter = new MetricFilter(this, metricName, {
      ...name,
      logGroup: by.log,
      filterPattern: FilterPattern.literal(`"${words}"`),
    });
    return filter.metric(summed);
  }

  private tells(operators: string[], account: string): Topic {
    const topic = new Topic(this, "Operators", { enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": account } },
      }),
    );
    operators.forEach((endpoint, at) => {
      new CfnSubscription(this, `Operator ${at + 1}`, {
        topicArn: topic.topicArn,
        protocol: "email",
        endpoint,
      });
    });
    return topic;
  }
}

/** One number out of several metrics: an alarm costs by the piece. */
function total(metrics: ConstructorParameters<typeof Metric>[0][]): MathExpression {
  const named = metrics.map((metric, at) => [`m${at}`, new Metric({ ...metric, ...summed })] as const);
  return new MathExpression({
    expression: named.map(([name]) => `FILL(${name}, 0)`).join(" + "),
    usingMetrics: Object.fromEntries(named),
    period,
  });
}

/** How far the slowest of the followers is behind its stream, in milliseconds. */
function latest(followers: DeployedFunction[]): MathExpression {
  const named = followers.map(
    ({ lambda }, at) => [`m${at}`, lambda.metric("IteratorAge", { statistic: "Maximum", period })] as const,
  );
  return new MathExpression({
    expression: `MAX([${named.map(([name]) => `FILL(${name}, 0)`).join(", ")}])`,
    usingMetrics: Object.fromEntries(named),
    period,
  });
}

/** SES keeps these for the whole account. */
function reputation(metricName: string): Metric {
  return new Metric({ namespace: "AWS/SES", metricName, statistic: "Maximum", period: Duration.hours(1) });
}
