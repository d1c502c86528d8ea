/** Malware Protection for S3: scans what is written below a protected prefix, and tells the default bus as GuardDuty does. */
import * as z from "zod";
import { AccessDenied, type Context, type Identity, type Resource } from "./context.ts";
import { largestObject, scanned } from "./eicar.ts";
import type { Iam } from "./iam.ts";
import type { S3 } from "./s3.ts";

const PlanProperties = z.strictObject({
  Role: z.string(),
  ProtectedResource: z.strictObject({
    S3Bucket: z.strictObject({ BucketName: z.string(), ObjectPrefixes: z.array(z.string()).default([""]) }),
  }),
  Actions: z.strictObject({ Tagging: z.strictObject({ Status: z.literal("DISABLED") }) }).optional(),
});

const Job = z.object({ plan: z.string(), key: z.string(), versionId: z.string() });

const scanner = "malware-protection-plan.guardduty.amazonaws.com";
const validationObject = "malware-protection-resource-validation-object";
/** Reports come at least once: one in twelve comes again. */
const again = 1 / 12;
const againAfter = 5000;

interface Plan {
  resource: Resource;
  role: Identity;
  bucket: string;
  bucketArn: string;
  prefixes: string[];
}

export function createGuardDuty(context: Context, iam: Iam, s3: S3): void {
  const plans = context.assembly
    .ofType("AWS::GuardDuty::MalwareProtectionPlan")
    .map((resource) => planOf(context, iam, resource));
  for (const plan of plans) tryRole(context, plan);

  const emit = async (plan: Plan, job: z.infer<typeof Job>, detail: Record<string, unknown>) => {
    const event = {
      source: "aws.guardduty",
      detailType: "GuardDuty Malware Protection Object Scan Result",
      resources: [plan.resource.arn],
      detail,
    };
    await context.emit(event);
    const chance = context.random(`guardduty/${job.key}/${job.versionId}`);
    if (chance() < again)
      await context.queue.enqueue({
        kind: "guardduty-again",
        target: plan.resource.id,
        payload: event,
        notBefore: context.clock.now() + againAfter,
      });
  };

  context.queue.define("guardduty-again", {
    run: async (payload) => await context.emit(Again.parse(payload)),
  });
  context.queue.define("guardduty-scan", {
    run: async (payload) => {
      const job = Job.parse(payload);
      const plan = plans.find(({ resource }) => resource.id === job.plan);
      const place = { bucket: plan?.bucket ?? "", key: job.key };
      const version = s3.versions(place).find(({ versionId }) => versionId === job.versionId);
      if (!plan || !version) return; // deleted before it was scanned
      const result = await resultOf(plan, place, version);
      await emit(plan, job, {
        schemaVersion: "1.0",
        scanStatus: result === "UNSUPPORTED" || result === "ACCESS_DENIED" ? "SKIPPED" : "COMPLETED",
        resourceType: "S3_OBJECT",
        s3ObjectDetails: {
          bucketName: plan.bucket,
          objectKey: job.key,
          eTag: version.etag.replaceAll('"', ""),
          versionId: job.versionId,
          s3Throttled: false,
        },
        scanResultDetails: {
          scanResultStatus: result,
          threats: result === "THREATS_FOUND" ? [{ name: "EICAR-Test-File (not a virus)" }] : null,
        },
      });
    },
  });

  async function resultOf(
    plan: Plan,
    place: { bucket: string; key: string },
    version: { versionId: string; size: number },
  ) {
    context.meter.count("guardduty:Objects");
    if (version.size > largestObject) return "UNSUPPORTED";
    const object = `${plan.bucketArn}/${place.key}`;
    try {
      for (const action of ["s3:GetObject", "s3:GetObjectVersion"])
        context.authorize(plan.role, action, object);
    } catch (error) {
      if (error instanceof AccessDenied) return "ACCESS_DENIED";
      throw error;
    }
    context.meter.count("guardduty:Bytes", version.size);
    context.meter.count("s3:GetObject");
    return scanned((await s3.getObject(place, version.versionId)) ?? Buffer.alloc(0));
  }

  s3.onCreated(async (bucket, { key, versionId }) => {
    for (const plan of plans) {
      if (plan.bucket !== bucket || !plan.prefixes.some((prefix) => key.startsWith(prefix))) continue;
      await context.queue.enqueue({
        kind: "guardduty-scan",
        target: plan.resource.id,
        payload: { plan: plan.resource.id, key, versionId },
      });
    }
  });
}

const Again = z.object({
  source: z.string(),
  detailType: z.string(),
  resources: z.array(z.string()),
  detail: z.unknown(),
});

function planOf({ assembly }: Context, iam: Iam, resource: Resource): Plan {
  const parsed = PlanProperties.safeParse(resource.properties);
  if (!parsed.success) throw new Error(`${resource.id}: ${z.prettifyError(parsed.error)}`);
  const { BucketName, ObjectPrefixes } = parsed.data.ProtectedResource.S3Bucket;
  const bucket = assembly.byRef("AWS::S3::Bucket", BucketName);
  if (!bucket) throw new Error(`${resource.id} protects a bucket that the assembly does not hold`);
  return {
    resource,
    role: iam.roleByArn(parsed.data.Role, scanner),
    bucket: bucket.ref,
    bucketArn: bucket.arn,
    prefixes: ObjectPrefixes,
  };
}

/** A plan whose role lacks something that GuardDuty demands comes up with an error, and scans nothing. */
function tryRole({ assembly, authorize }: Context, { role, bucketArn }: Plan): void {
  const place = `arn:aws:events:${assembly.region}:${assembly.account}`;
  const rule = `${place}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3-${bucketArn.slice(-8)}`;
  for (const action of ["PutRule", "DeleteRule", "PutTargets", "RemoveTargets"])
    authorize(role, `events:${action}`, rule, { "events:ManagedBy": scanner });
  for (const action of ["DescribeRule", "ListTargetsByRule"]) authorize(role, `events:${action}`, rule);
  for (const action of ["PutBucketNotification", "GetBucketNotification", "ListBucket"])
    authorize(role, `s3:${action}`, bucketArn);
  authorize(role, "s3:PutObject", `${bucketArn}/${validationObject}`);
}
