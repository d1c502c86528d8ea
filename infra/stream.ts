/** A function that follows a table's stream: in order, duplicates borne, and no record may block the others for long. */
import { Duration } from "aws-cdk-lib";
import type { Table } from "aws-cdk-lib/aws-dynamodb";
import { CfnEventSourceMapping, type CfnEventSourceMappingProps } from "aws-cdk-lib/aws-lambda";
import type { Bucket } from "aws-cdk-lib/aws-s3";
import type { DeployedFunction } from "./function.ts";

/** Records whose new image has, in each named attribute, one of these values. */
export type ImageFilter = Record<string, string[]>;

function patternOf(filter: ImageFilter): string {
  const image = Object.entries(filter).map(([name, values]) => [name, { S: values }]);
  return JSON.stringify({
    eventName: ["INSERT", "MODIFY"],
    dynamodb: { NewImage: Object.fromEntries(image) },
  });
}

/** Follows the stream of a table. Without filters the function sees every record, removals too. */
export function follow(
  worker: DeployedFunction,
  table: Table,
  failures: Bucket,
  filters: ImageFilter[],
  props: Partial<CfnEventSourceMappingProps> = {},
): CfnEventSourceMapping {
  const stream = table.tableStreamArn ?? "";
  worker.may({
    actions: [
      "dynamodb:DescribeStream",
      "dynamodb:GetRecords",
      "dynamodb:GetShardIterator",
      "dynamodb:ListStreams",
    ],
    resources: [stream],
  });
  // What is given up on is kept whole in S3: a queue would only hold a pointer into a stream that forgets in a day.
  worker.may({ actions: ["s3:PutObject"], resources: [failures.arnForObjects("aws/lambda/*")] });
  worker.may({ actions: ["s3:ListBucket"], resources: [failures.bucketArn] });
  const mapping = new CfnEventSourceMapping(worker, "Stream", {
    functionName: worker.lambda.functionName,
    eventSourceArn: stream,
    startingPosition: "TRIM_HORIZON",
    batchSize: 10,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 5,
    maximumRecordAgeInSeconds: Duration.hours(12).toSeconds(),
    functionResponseTypes: ["ReportBatchItemFailures"],
    destinationConfig: { onFailure: { destination: failures.bucketArn } },
    metricsConfig: { metrics: ["EventCount"] },
    ...(filters.length
      ? { filterCriteria: { filters: filters.map((filter) => ({ pattern: patternOf(filter) })) } }
      : {}),
    ...props,
  });
  mapping.node.addDependency(worker.grants);
  return mapping;
}
