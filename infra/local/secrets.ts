/** Secrets Manager: generated values that stay the same under one state folder, read with their grant. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { type Assembly, AwsError, type Context, type Resource, type Service } from "./context.ts";
import { unknownAction } from "./gateway.ts";
import { isRecord } from "./intrinsics.ts";

const Generated = z.strictObject({
  PasswordLength: z.number().int().default(32),
  ExcludePunctuation: z.literal(true), // what we generate has none
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
const SecretProperties = z.looseObject({
  SecretString: z.string().optional(),
  GenerateSecretString: Generated.optional(),
});
const Stored = z.record(z.string(), z.string());
const GetSecretValue = z.object({ SecretId: z.string(), VersionStage: z.literal("AWSCURRENT").optional() });

export type Secrets = Service & { secretOf: (arn: string) => string };

/** The values, before anything else reads the assembly: other resources refer to them. */
export function createSecretValues(assembly: Assembly, dir: string): (arn: string) => string {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "secrets.json");
  const stored = readStored(file);
  for (const secret of assembly.ofType("AWS::SecretsManager::Secret"))
    stored[secret.arn] ??= firstValue(secret);
  writeFileSync(`${file}.new`, JSON.stringify(stored), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return (arn) => {
    const value = stored[arn];
    if (value === undefined) throw new AwsError("ResourceNotFoundException", `There is no secret ${arn}`);
    return value;
  };
}

function readStored(file: string): Record<string, string> {
  try {
    return Stored.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {}; // the first start
  }
}

function firstValue(secret: Resource): string {
  const parsed = SecretProperties.safeParse(secret.properties);
  if (!parsed.success) throw new Error(`${secret.id}: ${z.prettifyError(parsed.error)}`);
  const { SecretString, GenerateSecretString: how } = parsed.data;
  if (SecretString !== undefined) return SecretString;
  if (!how) return "";
  const drawn = randomBytes(how.PasswordLength).toString("hex").slice(0, how.PasswordLength);
  if (how.GenerateStringKey === undefined) return drawn;
  const template: unknown = JSON.parse(how.SecretStringTemplate ?? "{}");
  return JSON.stringify({ ...(isRecord(template) ? template : {}), [how.GenerateStringKey]: drawn });
}

/** Puts values in place of `{{resolve:secretsmanager:ARN:SecretString:KEY::}}` wherever a template says so. */
export function resolveSecrets(value: unknown, secretOf: (arn: string) => string): unknown {
  if (typeof value === "string") {
    return value.replace(
      /\{\{resolve:secretsmanager:(arn:aws:secretsmanager:[^:]*:[^:]*:secret:[^:}]+)(?::SecretString:([^:}]*)(?::[^}]*)?)?\}\}/g,
      (_whole, arn: string, key: string | undefined) => {
        if (!key) return secretOf(arn);
        const parsed: unknown = JSON.parse(secretOf(arn));
        return isRecord(parsed) ? String(parsed[key]) : "";
      },
    );
  }
  if (Array.isArray(value)) return value.map((each) => resolveSecrets(each, secretOf));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolveSecrets(each, secretOf)]),
  );
}

export function createSecrets(context: Context, secretOf: (arn: string) => string): Secrets {
  return {
    secretOf,
    handle: async (request, identity) => {
      if (request.action !== "GetSecretValue") throw unknownAction(identity, request);
      const { SecretId } = GetSecretValue.parse(JSON.parse(request.body.toString("utf8")));
      const secret = context.assembly.byArn(SecretId);
      if (!secret)
        throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
      context.authorize(identity, "secretsmanager:GetSecretValue", secret.arn);
      const body = {
        ARN: secret.arn,
        Name: secret.ref,
        SecretString: secretOf(secret.arn),
        VersionStages: ["AWSCURRENT"],
      };
      return {
        status: 200,
        headers: { "content-type": "application/x-amz-json-1.1" },
        body: JSON.stringify(body),
      };
    },
  };
}
