/** Reads every policy of the assembly into flat grants: one line a holder, action and resource. */
import * as z from "zod";
import type { ConditionBlock } from "./conditions.ts";
import type { Assembly, Resource } from "./context.ts";

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());
const Principal = z.union([z.literal("*"), z.record(z.string(), oneOrMore)]);
const Statement = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMore,
  Resource: oneOrMore.optional(),
  Principal: Principal.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
});
const Document = z.object({
  Statement: z.union([z.array(Statement), Statement]).transform((value) => [value].flat()),
});

/** One action on one resource pattern, allowed or denied to one holder. */
export type Grant = {
  holder: string; // logical id of the role, or of the resource whose policy it is
  policy: string; // logical id of where it is written
  effect: "Allow" | "Deny";
  action: string;
  resource: string;
  principals: string[] | null; // of a resource's policy: service names, ARNs or "*"
  conditions: ConditionBlock;
  used: number;
  needed: number; // times that no other grant allowed the same: without it that call would have been refused
};

const RoleProperties = z.looseObject({
  AssumeRolePolicyDocument: Document,
  Policies: z.array(z.object({ PolicyDocument: Document })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});
const PolicyProperties = z.looseObject({ PolicyDocument: Document, Roles: z.array(z.string()).default([]) });
const PermissionProperties = z.looseObject({
  Action: z.string(),
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

/** Managed policies that only let a function write its log, which here needs no API. */
const logOnly = /:policy\/service-role\/AWSLambdaBasicExecutionRole$/;

export type Policies = { grants: Grant[]; trusts: Map<string, string[]> };

export function readPolicies(assembly: Assembly): Policies {
  const grants: Grant[] = [];
  const trusts = new Map<string, string[]>();
  for (const role of assembly.ofType("AWS::IAM::Role")) {
    const properties = RoleProperties.parse(role.properties);
    trusts.set(role.id, properties.AssumeRolePolicyDocument.Statement.flatMap(principalsOf));
    for (const inline of properties.Policies)
      grants.push(...flatten(inline.PolicyDocument, role.id, role.id, null));
    for (const arn of properties.ManagedPolicyArns) grants.push(...managed(assembly, role, arn));
  }
  for (const type of ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]) {
    for (const policy of assembly.ofType(type)) {
      const { PolicyDocument, Roles } = PolicyProperties.parse(policy.properties);
      for (const name of Roles)
        grants.push(...flatten(PolicyDocument, roleNamed(assembly, name).id, policy.id, null));
    }
  }
  return { grants: [...grants, ...resourcePolicies(assembly)], trusts };
}

function managed(assembly: Assembly, role: Resource, arn: string): Grant[] {
  if (logOnly.test(arn)) return [];
  const own = assembly.byArn(arn);
  if (!own) throw new Error(`${role.id}: the local cloud does not know the managed policy ${arn}`);
  const { PolicyDocument } = PolicyProperties.parse(own.properties);
  return flatten(PolicyDocument, role.id, own.id, null);
}

function roleNamed(assembly: Assembly, name: string): Resource {
  const role = assembly.byRef("AWS::IAM::Role", name);
  if (!role) throw new Error(`A policy names the role ${name}, which is not in the assembly`);
  return role;
}

function resourcePolicies(assembly: Assembly): Grant[] {
  const grants: Grant[] = [];
  const add = (type: string, targets: (properties: Record<string, unknown>) => string[]) => {
    for (const policy of assembly.ofType(type)) {
      const document = Document.parse(policy.properties.PolicyDocument);
      grants.push(
        ...targets(policy.properties).flatMap((id) => flatten(document, id, policy.id, principalsOf)),
      );
    }
  };
  const find = (type: string, refs: unknown) =>
    z
      .array(z.string())
      .parse([refs].flat())
      .map((ref) => assembly.byRef(type, ref)?.id ?? ref);
  add("AWS::S3::BucketPolicy", (properties) => find("AWS::S3::Bucket", properties.Bucket));
  add("AWS::SNS::TopicPolicy", (properties) => find("AWS::SNS::Topic", properties.Topics));
  add("AWS::SQS::QueuePolicy", (properties) => find("AWS::SQS::Queue", properties.Queues));
  for (const permission of assembly.ofType("AWS::Lambda::Permission")) {
    grants.push(permissionGrant(assembly, permission));
  }
  return grants;
}

function permissionGrant(assembly: Assembly, permission: Resource): Grant {
  const given = PermissionProperties.parse(permission.properties);
  const target =
    assembly.byArn(given.FunctionName) ?? assembly.byRef("AWS::Lambda::Function", given.FunctionName);
  if (!target) throw new Error(`${permission.id} permits an unknown function ${given.FunctionName}`);
  const conditions: ConditionBlock = {};
  if (given.SourceArn !== undefined) conditions.ArnLike = { "aws:SourceArn": given.SourceArn };
  if (given.SourceAccount !== undefined)
    conditions.StringEquals = { "aws:SourceAccount": given.SourceAccount };
  return {
    holder: target.id,
    policy: permission.id,
    effect: "Allow",
    action: given.Action,
    resource: target.arn,
    principals: [given.Principal],
    conditions,
    used: 0,
    needed: 0,
  };
}

type Statement = z.infer<typeof Statement>;

function principalsOf(statement: Statement): string[] {
  const { Principal: principal } = statement;
  if (principal === undefined) return [];
  return principal === "*" ? ["*"] : Object.values(principal).flat();
}

function flatten(
  document: z.infer<typeof Document>,
  holder: string,
  policy: string,
  principals: ((statement: Statement) => string[]) | null,
): Grant[] {
  return document.Statement.flatMap((statement) =>
    statement.Action.flatMap((action) =>
      (statement.Resource ?? ["*"]).map((resource) => ({
        holder,
        policy,
        effect: statement.Effect,
        action,
        resource,
        principals: principals?.(statement) ?? null,
        conditions: statement.Condition,
        used: 0,
        needed: 0,
      })),
    ),
  );
}
