/** Grants as the local cloud decides them: a table of who may do what, and why not. */
import { Stack } from "aws-cdk-lib";
import { Effect, Policy, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { describe, expect, test } from "vitest";
import { loadAssembly } from "../../../infra/local/assembly.ts";
import { AccessDenied, type Identity } from "../../../infra/local/context.ts";
import { createIam } from "../../../infra/local/iam.ts";
import { synthesized } from "./small-app.ts";

const bucketArn = (stack: Stack) => `arn:aws:s3:::${stack.stackName.toLowerCase()}-given`;

function build(stack: Stack): void {
  const role = new Role(stack, "Reader", { assumedBy: new ServicePrincipal("lambda.amazonaws.com") });
  const bucket = new Bucket(stack, "Given", { bucketName: "small-given", enforceSSL: true });
  bucket.addToResourcePolicy(
    new PolicyStatement({
      principals: [new ServicePrincipal("ses.amazonaws.com")],
      actions: ["s3:PutObject"],
      resources: [bucket.arnForObjects("inbound/*")],
      conditions: { StringEquals: { "aws:SourceAccount": Stack.of(bucket).account } },
    }),
  );
  const policy = new Policy(stack, "Grants", { roles: [role] });
  const allow = (actions: string[], resources: string[], conditions = {}) =>
    policy.addStatements(new PolicyStatement({ actions, resources, conditions }));
  allow(["s3:GetObject"], [`${bucketArn(stack)}/files/*`]);
  allow(["s3:PutObject"], [`${bucketArn(stack)}/*`]);
  allow(["ses:SendRawEmail"], ["*"], { StringEquals: { "ses:FromAddress": "secretariat@in.example" } });
  allow(["dynamodb:PutItem"], ["*"], { StringEquals: { "dynamodb:Moon": "full" } });
  allow(["sns:Publish"], ["*"], { DateLessThan: { "aws:SourceArn": "2025" } });
  const denied = [`${bucketArn(stack)}/locked/*`];
  policy.addStatements(new PolicyStatement({ effect: Effect.DENY, actions: ["s3:Put*"], resources: denied }));
}

const assembly = loadAssembly(synthesized(build));
const reader: Identity = { kind: "role", role: assembly.ofType("AWS::IAM::Role")[0]?.id ?? "" };
const ses: Identity = { kind: "service", service: "ses.amazonaws.com" };

describe("a request", () => {
  test.each([
    [reader, "s3:GetObject", "arn:aws:s3:::small-given/files/a/b.pdf", {}, "allowed"],
    [reader, "s3:getobject", "arn:aws:s3:::small-given/files/a", {}, "allowed"],
    [reader, "s3:GetObject", "arn:aws:s3:::small-given/other", {}, "no policy allows it"],
    [reader, "s3:PutObject", "arn:aws:s3:::small-given/files/a", {}, "allowed"],
    [reader, "s3:PutObject", "arn:aws:s3:::small-given/locked/a", {}, "denies it"],
    [
      reader,
      "s3:PutObject",
      "arn:aws:s3:::small-given/files/a",
      { "aws:SecureTransport": "false" },
      "denies it",
    ],
    [reader, "ses:SendRawEmail", "arn:x", { "ses:FromAddress": "secretariat@in.example" }, "allowed"],
    [reader, "ses:SendRawEmail", "arn:x", { "ses:FromAddress": "other@in.example" }, "no policy allows it"],
    [reader, "ses:SendRawEmail", "arn:x", {}, "no policy allows it"],
    [reader, "dynamodb:PutItem", "arn:x", {}, "does not know the condition key dynamodb:Moon"],
    [
      reader,
      "sns:Publish",
      "arn:x",
      { "aws:SourceArn": "2024" },
      "does not know the condition operator DateLessThan",
    ],
    [ses, "s3:PutObject", "arn:aws:s3:::small-given/inbound/1", {}, "allowed"],
    [ses, "s3:PutObject", "arn:aws:s3:::small-given/files/1", {}, "no policy allows it"],
    [ses, "s3:GetObject", "arn:aws:s3:::small-given/inbound/1", {}, "no policy allows it"],
    [{ kind: "anonymous" }, "s3:GetObject", "arn:aws:s3:::small-given/files/a", {}, "no policy allows it"],
    [{ kind: "operator" }, "s3:DeleteObject", "arn:aws:s3:::small-given/files/a", {}, "allowed"],
  ] satisfies [Identity, string, string, Record<string, string>, string][])(
    "of %o for %s on %s with %o: %5$s",
    (identity, action, resource, conditions, outcome) => {
      const iam = createIam(assembly);
      const ask = () => iam.authorize(identity, action, resource, conditions);
      if (outcome === "allowed") expect(ask).not.toThrow();
      else expect(ask).toThrow(outcome);
      expect(iam.denied()).toHaveLength(outcome === "allowed" ? 0 : 1);
    },
  );
});

test("a grant remembers that it was used, and one taken out is missed by name", () => {
  const iam = createIam(assembly);
  iam.authorize(reader, "s3:GetObject", "arn:aws:s3:::small-given/files/a");
  const used = iam.grants().filter((grant) => grant.used > 0);
  expect(used).toMatchObject([{ action: "s3:GetObject", used: 1, needed: 1 }]);

  const without = createIam(assembly, (_holder, action) => action === "s3:GetObject");
  expect(() => without.authorize(reader, "s3:GetObject", "arn:aws:s3:::small-given/files/a")).toThrow(
    AccessDenied,
  );
});

test("a service acts in a role only if the role trusts it", () => {
  const iam = createIam(assembly);
  const arn = assembly.ofType("AWS::IAM::Role")[0]?.arn ?? "";
  expect(iam.roleByArn(arn, "lambda.amazonaws.com")).toEqual(reader);
  expect(() => iam.roleByArn(arn, "states.amazonaws.com")).toThrow("does not trust it");
});
