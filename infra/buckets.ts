/** The buckets: raw mail and the ledger's copy under lock, files, what streams gave up on, and the access logs. */
import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  CfnBucket,
  HttpMethods,
  ObjectLockRetention,
  ObjectOwnership,
} from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { removedTag } from "../shared/store/keys.ts";
import type { Use } from "./function.ts";
import type { Settings } from "./settings.ts";

type ObjectVerb =
  | "GetObject"
  | "PutObject"
  | "DeleteObject"
  | "PutObjectRetention"
  | "PutObjectTagging"
  | "ListMultipartUploadParts"
  | "AbortMultipartUpload";

const kept = {
  encryption: BucketEncryption.S3_MANAGED,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  versioned: true,
  removalPolicy: RemovalPolicy.RETAIN,
} satisfies BucketProps;

const verbsOn = (bucket: Bucket, prefix: string, verbs: ObjectVerb[]) => [
  { actions: verbs.map((verb) => `s3:${verb}`), resources: [bucket.arnForObjects(`${prefix}/*`)] },
];

/** The CloudFormation resource, for what the CDK would do with a function of its own. */
function plain(bucket: Bucket): CfnBucket {
  const resource = bucket.node.defaultChild;
  if (resource instanceof CfnBucket) return resource;
  throw new Error(`${bucket.node.path} is not a bucket of this stack`);
}

export class Buckets extends Construct {
  readonly mail: Bucket;
  readonly files: Bucket;
  readonly ledger: Bucket;
  readonly failures: Bucket;
  readonly accessLogs: Bucket;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.accessLogs = new Bucket(this, "AccessLogs", {
      ...kept,
      lifecycleRules: [{ expiration: Duration.days(400), noncurrentVersionExpiration: Duration.days(30) }],
    });
    // SES refuses to deliver into a bucket with a default retention: receive-mail locks each version itself.
    this.mail = new Bucket(this, "Mail", { ...kept, objectLockEnabled: true });
    this.files = new Bucket(this, "Files", {
      ...kept,
      cors: [
        {
          allowedOrigins: [settings.publicOrigin],
          allowedMethods: [HttpMethods.POST, HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ["content-type", "content-md5"],
          exposedHeaders: ["ETag"],
        },
      ],
      lifecycleRules: [
        {
          prefix: "quarantine/",
          expiration: Duration.days(14),
          noncurrentVersionExpiration: Duration.days(1),
        },
        // Notes verbales hold every party's secret link; see noteDays in shared/domain/note.ts.
        { prefix: "exports/", expiration: Duration.days(7), noncurrentVersionExpiration: Duration.days(1) },
        {
          prefix: "files/",
          tagFilters: { [removedTag.name]: removedTag.value },
          expiration: Duration.days(14),
          noncurrentVersionExpiration: Duration.days(1),
        },
        { abortIncompleteMultipartUploadAfter: Duration.days(7) },
      ],
    });
    this.ledger = new Bucket(this, "Ledger", {
      ...kept,
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.governance(Duration.days(3650)),
    });
    this.failures = new Bucket(this, "Failures", {
      ...kept,
      lifecycleRules: [{ expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(1) }],
    });
    this.logAccess(settings);
    // Through the event bus: a notification to a function that itself names the bucket would be a circle.
    plain(this.files).notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
  }

  private logAccess(settings: Settings): void {
    const logged = { mail: this.mail, files: this.files, ledger: this.ledger, failures: this.failures };
    for (const [name, bucket] of Object.entries(logged)) {
      plain(bucket).loggingConfiguration = {
        destinationBucketName: this.accessLogs.bucketName,
        logFilePrefix: `${name}/`,
      };
    }
    this.accessLogs.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("logging.s3.amazonaws.com")],
        actions: ["s3:PutObject"],
        resources: Object.keys(logged).map((name) => this.accessLogs.arnForObjects(`${name}/*`)),
        conditions: { StringEquals: { "aws:SourceAccount": settings.account } },
      }),
    );
  }

  /** Verbs on the raw mails below `inbound/`. */
  usesMail(...verbs: ObjectVerb[]): Use {
    return {
      environment: { MAIL_BUCKET: this.mail.bucketName },
      may: verbsOn(this.mail, "inbound", verbs),
    };
  }

  /** Which raw mails there are; for whoever also reads them. */
  listsMail(): Use {
    return { may: [{ actions: ["s3:ListBucket"], resources: [this.mail.bucketArn] }] };
  }

  /** Verbs on the files below one prefix: `quarantine` is not checked yet, `files` is; `readings` and `exports` are our own. */
  usesFiles(
    prefix: "quarantine" | "files" | "readings" | "exports/requests" | "exports/notes" | "exports/takings",
    ...verbs: ObjectVerb[]
  ): Use {
    return {
      environment: { FILES_BUCKET: this.files.bucketName },
      may: verbsOn(this.files, prefix, verbs),
    };
  }

  /** Writing the ledger's copies; the prefix is that of shared/store/keys.ts. */
  writesLedger(): Use {
    return {
      environment: { LEDGER_BUCKET: this.ledger.bucketName },
      may: verbsOn(this.ledger, "LEDGER", ["PutObject"]),
    };
  }
}
