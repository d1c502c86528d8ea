/** On deployment: activates our receipt rule set, only if the account has none active in this region. */
import * as z from "zod";
import { activateRules } from "../../shared/store/rules.ts";
import { logger, resourceHandler } from "../wrap.ts";

const Properties = z.object({ RuleSetName: z.string() });

export const handler = resourceHandler(async ({ properties }) => {
  const { RuleSetName } = Properties.parse(properties);
  const active = await activateRules(RuleSetName);
  if (active !== RuleSetName)
    logger.warn("another receipt rule set is active", { active, ours: RuleSetName });
});
