/** Decides each request against the synthesized policies, and remembers which grant allowed what. */

import { type ConditionValues, evaluate, matches } from "./conditions.ts";
import { AccessDenied, type Assembly, AwsError, type Identity } from "./context.ts";
import { type Grant, readPolicies } from "./policies.ts";

/** A grant that is left out; asked at each request, so that a test may change its mind. */
export type Without = (holder: string, action: string, resource: string) => boolean;

export type Iam = {
  authorize: (identity: Identity, action: string, resourceArn: string, conditions?: ConditionValues) => void;
  roleByArn: (arn: string, trusting: string) => Identity; // throws unless the role trusts that service
  grants: () => Grant[];
  denied: () => AccessDenied[];
  keep: (denied: AccessDenied) => void; // a refusal that a service spoke itself
};

export function createIam(assembly: Assembly, without: Without = () => false): Iam {
  const policies = readPolicies(assembly);
  const { grants } = policies;
  const stands = ({ effect, holder, action, resource }: Grant) =>
    effect === "Deny" || !without(holder, action, resource);
  const ofHolder = Map.groupBy(grants, (grant) => grant.holder);
  const kept = new Set<AccessDenied>();

  const refuse = (identity: Identity, action: string, resource: string, why: string): never => {
    const denied = new AccessDenied(nameOf(identity), action, resource, why);
    kept.add(denied);
    throw denied;
  };

  const authorize: Iam["authorize"] = (identity, action, resourceArn, conditions = {}) => {
    if (identity.kind === "operator") return;
    const values = valuesOf(identity, assembly, conditions);
    const concerned = [
      ...(identity.kind === "role" ? (ofHolder.get(identity.role) ?? []) : []),
      ...(ofHolder.get(ownerOf(assembly, resourceArn)) ?? []).filter((grant) =>
        isFor(grant, identity, assembly),
      ),
    ].filter(
      (grant) => matchesAction(grant, action) && matches(grant.resource, resourceArn) && stands(grant),
    );
    const allowing: Grant[] = [];
    for (const grant of concerned) {
      const verdict = evaluate(grant.conditions, values);
      if ("unknown" in verdict)
        refuse(identity, action, resourceArn, `the local cloud does not know the ${verdict.unknown}`);
      else if (verdict.met && grant.effect === "Deny")
        refuse(identity, action, resourceArn, `${grant.policy} denies it`);
      else if (verdict.met) allowing.push(grant);
    }
    if (allowing.length === 0) refuse(identity, action, resourceArn, "no policy allows it");
    for (const grant of allowing) {
      grant.used += 1;
      if (allowing.length === 1) grant.needed += 1;
    }
  };

  return {
    authorize,
    grants: () => grants,
    denied: () => [...kept],
    keep: (denied) => kept.add(denied),
    roleByArn: (arn, trusting) => {
      const role = assembly.byArn(arn);
      if (role?.type !== "AWS::IAM::Role")
        throw new AwsError("InvalidParameter", `${arn} is not a role of the assembly`);
      if (!policies.trusts.get(role.id)?.includes(trusting)) {
        return refuse(
          { kind: "service", service: trusting },
          "sts:AssumeRole",
          arn,
          `${role.id} does not trust it`,
        );
      }
      return { kind: "role", role: role.id };
    },
  };
}

function matchesAction(grant: Grant, action: string): boolean {
  return matches(grant.action.toLowerCase(), action.toLowerCase());
}

/** A resource's own policy concerns whom it names; one that names nobody is a role's. */
function isFor(grant: Grant, identity: Identity, assembly: Assembly): boolean {
  const principals = grant.principals ?? [];
  if (principals.includes("*")) return true;
  if (identity.kind === "service") return principals.includes(identity.service);
  if (identity.kind !== "role") return false;
  const own = [assembly.get(identity.role).arn, assembly.account, `arn:aws:iam::${assembly.account}:root`];
  return principals.some((each) => own.includes(each));
}

/** The resource that an ARN belongs to: an object's bucket, an index's table. */
function ownerOf(assembly: Assembly, arn: string): string {
  for (let part = arn; part !== ""; part = part.slice(0, Math.max(part.lastIndexOf("/"), 0))) {
    const found = assembly.byArn(part);
    if (found) return found.id;
  }
  return "";
}

function valuesOf(identity: Identity, assembly: Assembly, given: ConditionValues): ConditionValues {
  const values: ConditionValues = {
    "aws:SecureTransport": "true", // the gateway stands for an endpoint that only speaks TLS
    "s3:TlsVersion": "1.3",
    "aws:RequestedRegion": assembly.region,
    ...given,
  };
  if (identity.kind === "role") {
    values["aws:PrincipalArn"] = assembly.get(identity.role).arn;
    values["aws:PrincipalAccount"] = assembly.account;
  }
  if (identity.kind === "service") {
    values["aws:SourceAccount"] = assembly.account;
    if (identity.sourceArn !== undefined) values["aws:SourceArn"] = identity.sourceArn;
  }
  return values;
}

function nameOf(identity: Identity): string {
  if (identity.kind === "role") return identity.role;
  return identity.kind === "service" ? identity.service : identity.kind;
}
