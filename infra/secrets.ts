/** The secrets: one from which every party's link is derived, one by which the site knows CloudFront. */
import { RemovalPolicy } from "aws-cdk-lib";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { Use } from "./function.ts";
import { accept } from "./nag.ts";

export class Secrets extends Construct {
  readonly links: Secret;
  readonly origin: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.links = new Secret(this, "Links", {
      description:
        "Every party's link and reply address is an HMAC of this. Changing it revokes all of them.",
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.origin = new Secret(this, "Origin", {
      description: "Header by which the site knows that a request came through CloudFront.",
      generateSecretString: { passwordLength: 48, excludePunctuation: true },
    });
    accept(this.links, "AwsSolutions-SMG4", "A new value would revoke every link already sent to a mission.");
    accept(
      this.origin,
      "AwsSolutions-SMG4",
      "Changed by deploying: CloudFront and the site must change together.",
    );
  }

  readsLinks(): Use {
    return {
      environment: { LINK_SECRET_ARN: this.links.secretArn },
      may: [{ actions: ["secretsmanager:GetSecretValue"], resources: [this.links.secretArn] }],
    };
  }
}
