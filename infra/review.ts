/** The review itself: its definition goes into the tables when it is deployed, and again when it has changed. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource, Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { DeployedFunction, type Platform } from "./function.ts";
import type { Tables } from "./tables.ts";

interface ReviewProps {
  platform: Platform;
  tables: Tables;
}

export class Review extends Construct {
  constructor(scope: Construct, id: string, { platform, tables }: ReviewProps) {
    super(scope, id);
    const { settings, folderOf } = platform;
    const loadReview = new DeployedFunction(
      this,
      "load-review",
      platform,
      [
        tables.usesReviews("GetItem", "Query", "PutItem"),
        tables.usesLedger("PutItem"),
        { environment: { MAIL_MODE: settings.mail } },
      ],
      { timeout: Duration.minutes(5) },
    );
    const definition = readFileSync(join(folderOf("load-review"), "review.json"));
    const loaded = new CustomResource(this, "Loaded", {
      serviceToken: loadReview.arn,
      serviceTimeout: Duration.minutes(10),
      resourceType: "Custom::LoadReview",
      properties: { Definition: createHash("sha256").update(definition).digest("hex") },
    });
    loaded.node.addDependency(loadReview.grants);
  }
}
