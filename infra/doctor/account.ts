/** The account: whether the stack stands, and whether SES lets us write to whom we must. */
import type { DescribeStacksCommandOutput } from "@aws-sdk/client-cloudformation";
import type { GetAccountCommandOutput } from "@aws-sdk/client-sesv2";
import { attention, type Finding, missing, well } from "./findings.ts";

type Stacks = Pick<DescribeStacksCommandOutput, "Stacks">;

/** Whether the stack is there and whole. */
export function stackCheck({ Stacks = [] }: Stacks): Finding {
  const status = Stacks[0]?.StackStatus;
  if (!status) return missing("stack", "is not deployed", "Run `npx cdk deploy` (docs/deploy.md).");
  if (status.endsWith("_IN_PROGRESS")) {
    return attention("stack", `is being changed (${status})`, "Ask again when the deployment has ended.");
  }
  if (status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE") return well("stack", "is deployed");
  const remedy = "The stack's events in CloudFormation say which resource failed; mend it and deploy again.";
  if (status === "UPDATE_ROLLBACK_COMPLETE") return attention("stack", "went back to its last form", remedy);
  return missing("stack", `is not whole (${status})`, remedy);
}

/** The outputs of the stack by name. */
export function outputsOf({ Stacks = [] }: Stacks): Record<string, string> {
  const outputs = Stacks[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
}

type Account = Partial<
  Pick<GetAccountCommandOutput, "ProductionAccessEnabled" | "SendingEnabled" | "EnforcementStatus">
>;

/** In the sandbox SES writes to verified addresses only: no mission would get anything. */
export function sandboxCheck({
  ProductionAccessEnabled,
  SendingEnabled,
  EnforcementStatus,
}: Account): Finding {
  if (!ProductionAccessEnabled) {
    return missing(
      "SES sandbox",
      "the account is in the sandbox: only verified addresses get mail",
      "In the SES console: Account dashboard → Request production access. Say that you write to missions that " +
        "take part in an intergovernmental review, and how bounces are handled. Allow two working days.",
    );
  }
  if (!SendingEnabled || (EnforcementStatus && EnforcementStatus !== "HEALTHY")) {
    return missing(
      "SES sandbox",
      `sending is stopped or under review (${EnforcementStatus ?? "stopped"})`,
      "In the SES console: Account dashboard says why. docs/runbook.md, “Mails bounce”, says what to do.",
    );
  }
  return well("SES sandbox", "the account may write to anybody");
}

/** The quota against the busiest day: an announcement to every contact, with room for receipts. */
export function quotaCheck(
  { SendQuota }: Pick<GetAccountCommandOutput, "SendQuota">,
  busiestDay: number,
): Finding {
  const { Max24HourSend = 0, MaxSendRate = 0, SentLast24Hours = 0 } = SendQuota ?? {};
  const left = Max24HourSend < 0 ? Number.POSITIVE_INFINITY : Max24HourSend - SentLast24Hours;
  const says = `${Max24HourSend < 0 ? "any number of" : Max24HourSend} mails a day, ${MaxSendRate} a second`;
  if (left >= busiestDay) return well("SES quota", says);
  return missing(
    "SES quota",
    `${says}; ${SentLast24Hours} are used, and the busiest day needs ${busiestDay}`,
    "In Service Quotas: Amazon SES → Sending quota → Request increase.",
  );
}
