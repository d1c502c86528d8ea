/** The receipt rule set: one is active per account and region, and CloudFormation cannot activate it. */
import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from "@aws-sdk/client-ses";

const client = new SESClient({});

/** Activates the rule set if none is active; answers with the name of the one that is active afterwards. */
export async function activateRules(name: string): Promise<string> {
  const { Metadata } = await client.send(new DescribeActiveReceiptRuleSetCommand({}));
  if (Metadata?.Name) return Metadata.Name;
  await client.send(new SetActiveReceiptRuleSetCommand({ RuleSetName: name }));
  return name;
}
