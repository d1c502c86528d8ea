/** SES receipt rules as the template has them: which take a recipient, and what each does with the mail. */
import * as z from "zod";
import type { Assembly } from "./context.ts";

const Action = z.union([
  z.strictObject({
    S3Action: z.strictObject({ BucketName: z.string(), ObjectKeyPrefix: z.string().default("") }),
  }),
  z.strictObject({
    LambdaAction: z.strictObject({
      FunctionArn: z.string(),
      InvocationType: z.literal("Event").default("Event"), // the other kind blocks the mail: not built
    }),
  }),
  z.strictObject({ StopAction: z.object({ Scope: z.literal("RuleSet") }) }),
]);

const Flag = z.union([z.boolean(), z.string()]).transform((value) => String(value) === "true");
const RuleProperties = z.object({
  RuleSetName: z.string(),
  After: z.string().optional(),
  Rule: z.strictObject({
    Name: z.string().optional(),
    Enabled: Flag.default(false),
    Recipients: z.array(z.string()).default([]),
    ScanEnabled: Flag.default(false),
    TlsPolicy: z.string().optional(),
    Actions: z.array(Action).default([]),
  }),
});

export interface ReceiptRule {
  name: string;
  arn: string;
  ruleSet: string;
  recipients: string[];
  scans: boolean;
  actions: z.infer<typeof Action>[];
}

/** The enabled rules of every rule set, in the order in which the set applies them. */
export function receiptRules(assembly: Assembly): ReceiptRule[] {
  const left = assembly.ofType("AWS::SES::ReceiptRule").map((resource) => {
    const { RuleSetName, After, Rule } = RuleProperties.parse(resource.properties);
    const arn = `arn:aws:ses:${assembly.region}:${assembly.account}:receipt-rule-set/${RuleSetName}:receipt-rule/${resource.ref}`;
    return { name: resource.ref, after: After, ruleSet: RuleSetName, arn, rule: Rule };
  });
  const ordered: typeof left = [];
  while (left.length > 0) {
    const next = left.findIndex(
      (r) => r.after === undefined || ordered.some((done) => done.name === r.after),
    );
    if (next < 0) throw new Error(`Receipt rule ${left[0]?.name} stands after a rule that does not exist`);
    ordered.push(...left.splice(next, 1));
  }
  return ordered
    .filter(({ rule }) => rule.Enabled)
    .map(({ name, arn, ruleSet, rule }) => ({
      name,
      arn,
      ruleSet,
      recipients: rule.Recipients.map((r) => r.toLowerCase()),
      scans: rule.ScanEnabled,
      actions: rule.Actions,
    }));
}

/** Whether a rule takes a recipient: by address, by domain, by ".domain" for those below it; a rule without any takes all. */
export function takes(rule: ReceiptRule, recipient: string): boolean {
  const address = recipient.toLowerCase();
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (rule.recipients.length === 0) return true;
  return rule.recipients.some((r) =>
    r.startsWith(".") ? domain.endsWith(r) : r.includes("@") ? r === address : r === domain,
  );
}
