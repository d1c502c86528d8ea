/** The pages: CloudFront, then an HTTP API that only CloudFront knows the word for, then the site function. */
import { Duration, Stack } from "aws-cdk-lib";
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnDistribution } from "aws-cdk-lib/aws-cloudfront";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { receivesAt } from "./addresses.ts";
import type { Buckets } from "./buckets.ts";
import { DeployedFunction, type Platform } from "./function.ts";
import { accept } from "./nag.ts";
import type { Secrets } from "./secrets.ts";
import type { SignIn } from "./sign-in.ts";
import type { Tables } from "./tables.ts";

interface WebProps {
  platform: Platform;
  tables: Tables;
  buckets: Buckets;
  secrets: Secrets;
  signIn: SignIn;
}

/** AWS's own policies: nothing is cached unless the page says so; everything but Host goes on to the site. */
const managed = {
  cacheAsThePageSays: "83da9c7e-98b4-4e11-a168-04f0df8e2c65", // UseOriginCacheControlHeaders
  allButHost: "b689b0a8-53d0-40ab-baf2-68738e2966ac", // AllViewerExceptHostHeader
};

/** No path in the log: the paths of parties are their keys. */
const logLine = JSON.stringify({
  request: "$context.requestId",
  at: "$context.requestTimeEpoch",
  method: "$context.httpMethod",
  status: "$context.status",
  ms: "$context.responseLatency",
  error: "$context.integrationErrorMessage",
});

export class Web extends Construct {
  readonly site: DeployedFunction;
  readonly api: CfnApi;
  readonly distribution: CfnDistribution;

  constructor(scope: Construct, id: string, { platform, tables, buckets, secrets, signIn }: WebProps) {
    super(scope, id);
    const { settings } = platform;
    const word = secrets.origin.secretValue.unsafeUnwrap();
    this.site = new DeployedFunction(
      this,
      "site",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"),
        tables.queriesIndex(),
        tables.usesLedger("PutItem", "Query"),
        buckets.usesMail("GetObject", "PutObject", "PutObjectRetention"),
        buckets.usesFiles("quarantine", "PutObject", "ListMultipartUploadParts", "AbortMultipartUpload"),
        buckets.usesFiles("files", "GetObject", "PutObject", "PutObjectTagging"),
        buckets.usesFiles("exports/requests", "PutObject"),
        buckets.usesFiles("exports/notes", "GetObject"),
        buckets.usesFiles("exports/takings", "PutObject", "GetObject"),
        buckets.usesFiles("readings", "GetObject"),
        secrets.readsLinks(),
        signIn.knownTo(),
        receivesAt(settings), // a mail dropped on the page goes the way of every mail
        {
          environment: {
            ORIGIN_SECRET: word,
            PUBLIC_ORIGIN: settings.publicOrigin,
            MAIL_DOMAIN: settings.domain,
          },
        },
      ],
      { timeout: Duration.seconds(29) },
    );
    this.api = this.httpApi();
    this.distribution = this.cloudFront(settings.publicOrigin, settings.certificateArn, word);
  }

  private httpApi(): CfnApi {
    const stack = Stack.of(this);
    const api = new CfnApi(this, "Api", { name: `${stack.stackName}-site`, protocolType: "HTTP" });
    const integration = new CfnIntegration(this, "Integration", {
      apiId: api.ref,
      integrationType: "AWS_PROXY",
      integrationUri: this.site.arn,
      payloadFormatVersion: "2.0",
      timeoutInMillis: Duration.seconds(29).toMilliseconds(),
    });
    const route = new CfnRoute(this, "Route", {
      apiId: api.ref,
      routeKey: "$default",
      target: `integrations/${integration.ref}`,
    });
    accept(
      route,
      "AwsSolutions-APIG4",
      "Most pages are public; the page wrapper authorises the others by cookie.",
    );
    const log = new LogGroup(this, "AccessLog", { retention: RetentionDays.SIX_MONTHS });
    new CfnStage(this, "Stage", {
      apiId: api.ref,
      stageName: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
      accessLogSettings: { destinationArn: log.logGroupArn, format: logLine },
    });
    this.site.calledBy("apigateway.amazonaws.com", {
      arn: stack.formatArn({ service: "execute-api", resource: api.ref, resourceName: "*/$default" }),
    });
    return api;
  }

  private cloudFront(publicOrigin: string, certificateArn: string, word: string): CfnDistribution {
    const origin = "site";
    const host = new URL(publicOrigin).hostname;
    const distribution = new CfnDistribution(this, "Distribution", {
      distributionConfig: {
        enabled: true,
        comment: "The pages of the review",
        ...(host.includes(".") ? { aliases: [host] } : {}), // localhost stands for no alias
        httpVersion: "http2and3",
        ipv6Enabled: true,
        priceClass: "PriceClass_All",
        viewerCertificate: {
          acmCertificateArn: certificateArn,
          minimumProtocolVersion: "TLSv1.2_2021",
          sslSupportMethod: "sni-only",
        },
        origins: [
          {
            id: origin,
            domainName: `${this.api.ref}.execute-api.${Stack.of(this).region}.amazonaws.com`,
            originCustomHeaders: [{ headerName: "x-origin-secret", headerValue: word }],
            customOriginConfig: {
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
              originReadTimeout: 30,
            },
          },
        ],
        defaultCacheBehavior: {
          targetOriginId: origin,
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
          compress: true,
          cachePolicyId: managed.cacheAsThePageSays,
          originRequestPolicyId: managed.allButHost,
        },
      },
    });
    accept(distribution, "AwsSolutions-CFR1", "A review is for every State: no country is kept out.");
    accept(
      distribution,
      "AwsSolutions-CFR2",
      "The API throttles, and a firewall that turns a mission away does harm.",
    );
    accept(
      distribution,
      "AwsSolutions-CFR3",
      "Paths of parties are their keys, and access logs would keep them.",
    );
    return distribution;
  }
}
