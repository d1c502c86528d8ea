/** What a bucket of the template says of itself: versions, lock, CORS, and who is told of new objects. */
import * as z from "zod";
import type { Assembly, Context, Resource } from "./context.ts";
import { toLocalOrigin } from "./local-origin.ts";
import type { Retention, StoredVersion } from "./s3-store.ts";

const Flag = z.union([z.boolean(), z.string()]).transform((v) => String(v) === "true");

const CorsRule = z.object({
  AllowedOrigins: z.array(z.string()),
  AllowedMethods: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
});

/** Only what can be seen in a review's time: uploads in parts that nobody finished. */
const LifecycleRule = z.object({
  AbortIncompleteMultipartUpload: z.object({ DaysAfterInitiation: z.coerce.number() }).optional(),
});

const BucketProperties = z.object({
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  ObjectLockEnabled: Flag.optional(),
  ObjectLockConfiguration: z
    .object({
      Rule: z
        .object({
          DefaultRetention: z.object({
            Mode: z.enum(["GOVERNANCE", "COMPLIANCE"]),
            Days: z.coerce.number().optional(),
            Years: z.coerce.number().optional(),
          }),
        })
        .optional(),
    })
    .optional(),
  CorsConfiguration: z.object({ CorsRules: z.array(CorsRule) }).optional(),
  LifecycleConfiguration: z.object({ Rules: z.array(LifecycleRule) }).optional(),
  NotificationConfiguration: z
    .object({
      LambdaConfigurations: z
        .array(
          z.object({
            Event: z.string(),
            Function: z.string(),
            Filter: z
              .object({
                S3Key: z.object({ Rules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
              })
              .optional(),
          }),
        )
        .default([]),
      EventBridgeConfiguration: z.object({ EventBridgeEnabled: Flag }).optional(),
    })
    .optional(),
});

/** What CDK's own custom resource carries, when notifications are not native to the bucket. */
const CustomNotifications = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({
    LambdaFunctionConfigurations: z
      .array(
        z.object({
          Events: z.array(z.string()),
          LambdaFunctionArn: z.string(),
          Filter: z
            .object({
              Key: z.object({ FilterRules: z.array(z.object({ Name: z.string(), Value: z.string() })) }),
            })
            .optional(),
        }),
      )
      .default([]),
  }),
});

interface Listener {
  events: string[];
  functionArn: string;
  filters: { Name: string; Value: string }[];
}

export interface Bucket {
  name: string;
  arn: string;
  versioned: boolean;
  locked: boolean;
  defaultRetention: { mode: Retention["mode"]; days: number } | undefined;
  cors: z.infer<typeof CorsRule>[];
  listeners: Listener[];
  tellsEventBridge: boolean;
  abortsUploadsAfter: number | undefined; // days
}

function bucketOf(resource: Resource, assembly: Assembly, toLocal: (text: string) => string): Bucket {
  const p = BucketProperties.parse(resource.properties);
  const native = (p.NotificationConfiguration?.LambdaConfigurations ?? []).map((c) => ({
    events: [c.Event],
    functionArn: c.Function,
    filters: c.Filter?.S3Key.Rules ?? [],
  }));
  const custom = assembly
    .ofType("Custom::S3BucketNotifications")
    .map((r) => CustomNotifications.parse(r.properties))
    .filter((c) => c.BucketName === resource.ref)
    .flatMap((c) => c.NotificationConfiguration.LambdaFunctionConfigurations)
    .map((c) => ({
      events: c.Events,
      functionArn: c.LambdaFunctionArn,
      filters: c.Filter?.Key.FilterRules ?? [],
    }));
  const rule = p.ObjectLockConfiguration?.Rule?.DefaultRetention;
  return {
    name: resource.ref,
    arn: resource.arn,
    versioned: p.VersioningConfiguration?.Status === "Enabled" || p.ObjectLockEnabled === true,
    locked: p.ObjectLockEnabled === true,
    defaultRetention: rule ? { mode: rule.Mode, days: rule.Days ?? (rule.Years ?? 0) * 365 } : undefined,
    cors: (p.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
      ...rule,
      AllowedOrigins: rule.AllowedOrigins.map(toLocal),
    })),
    listeners: [...native, ...custom],
    tellsEventBridge: p.NotificationConfiguration?.EventBridgeConfiguration?.EventBridgeEnabled ?? false,
    abortsUploadsAfter: p.LifecycleConfiguration?.Rules.map(
      (rule) => rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation,
    ).find((days) => days !== undefined),
  };
}

export function bucketsOf(context: Pick<Context, "assembly" | "origins">): Map<string, Bucket> {
  const { assembly } = context;
  const toLocal = toLocalOrigin(context);
  return new Map(assembly.ofType("AWS::S3::Bucket").map((r) => [r.ref, bucketOf(r, assembly, toLocal)]));
}

function wildcard(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "i").test(text);
}

/** The CORS headers that an origin may see, or null if no rule lets it in. */
export function corsHeaders(
  bucket: Bucket,
  origin: string,
  method: string,
  asked: readonly string[] = [],
): Record<string, string> | null {
  const rule = bucket.cors.find(
    (r) =>
      r.AllowedOrigins.some((o) => wildcard(o, origin)) &&
      r.AllowedMethods.includes(method) &&
      asked.every((header) => r.AllowedHeaders.some((allowed) => wildcard(allowed, header))),
  );
  if (!rule) return null;
  return {
    "access-control-allow-origin": rule.AllowedOrigins.includes("*") ? "*" : origin,
    "access-control-allow-methods": rule.AllowedMethods.join(", "),
    ...(asked.length > 0 ? { "access-control-allow-headers": asked.join(", ") } : {}),
    ...(rule.ExposedHeaders.length > 0
      ? { "access-control-expose-headers": rule.ExposedHeaders.join(", ") }
      : {}),
    ...(rule.MaxAge === undefined ? {} : { "access-control-max-age": String(rule.MaxAge) }),
    vary: "Origin",
  };
}

function isTold(listener: Listener, event: string, key: string): boolean {
  const isEvent = listener.events.some((e) => wildcard(e, event));
  return (
    isEvent &&
    listener.filters.every((f) =>
      f.Name.toLowerCase() === "prefix" ? key.startsWith(f.Value) : key.endsWith(f.Value),
    )
  );
}

/** Form encoding, as keys stand in S3's events. */
function eventKey(key: string): string {
  return encodeURIComponent(key).replaceAll("%20", "+").replaceAll("%2F", "/");
}

export type Created = "Put" | "Post" | "Copy" | "CompleteMultipartUpload";

/** The bus has its own words for how an object came about. */
const reasons: Record<Created, string> = {
  Put: "PutObject",
  Post: "PostObject",
  Copy: "CopyObject",
  CompleteMultipartUpload: "CompleteMultipartUpload",
};

/** For a service that looks at what is written, such as the scan for malware. */
export type OnCreated = (bucket: string, version: StoredVersion) => Promise<void>;

/** Tells functions and the event bus of a new object; resolves when each notification is on disk. */
export async function announce(
  context: Context,
  bucket: Bucket,
  version: StoredVersion,
  how: Created,
): Promise<void> {
  const event = `s3:ObjectCreated:${how}`;
  const record = {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: context.assembly.region,
    eventTime: version.modified,
    eventName: event.slice("s3:".length),
    userIdentity: { principalId: "AWS:LOCAL" },
    requestParameters: { sourceIPAddress: "127.0.0.1" },
    responseElements: { "x-amz-request-id": version.versionId, "x-amz-id-2": version.versionId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: bucket.name,
      bucket: { name: bucket.name, ownerIdentity: { principalId: "LOCAL" }, arn: bucket.arn },
      object: {
        key: eventKey(version.key),
        size: version.size,
        eTag: version.etag.replaceAll('"', ""),
        versionId: version.versionId,
        sequencer: version.sequence.toString(16).padStart(16, "0").toUpperCase(),
      },
    },
  };
  const by = { kind: "service", service: "s3.amazonaws.com", sourceArn: bucket.arn } as const;
  for (const listener of bucket.listeners)
    if (isTold(listener, event, version.key))
      await context.invokeLater(listener.functionArn, { Records: [record] }, by);
  if (bucket.tellsEventBridge)
    await context.emit({
      source: "aws.s3",
      detailType: "Object Created",
      resources: [bucket.arn],
      detail: {
        version: "0",
        bucket: { name: bucket.name },
        object: { key: version.key, size: version.size, etag: version.etag, "version-id": version.versionId },
        reason: reasons[how],
      },
    });
}
