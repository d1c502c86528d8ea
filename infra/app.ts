/** The CDK app: one stack for one review, from one settings file. Asks nothing of a cloud. */
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { buildFunctions } from "./build.ts";
import { flags } from "./flags.ts";
import { readSettings, settingsFile } from "./settings.ts";
import { ReviewStack } from "./stack.ts";

const settings = readSettings(settingsFile());
const folderOf = await buildFunctions(settings.review);
const app = new App({ analyticsReporting: false, treeMetadata: false, postCliContext: flags });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new ReviewStack(app, `HojaDeRuta-${settings.review}`, {
  settings,
  folderOf,
  env: { account: settings.account, region: settings.region },
  terminationProtection: true,
});
app.synth();
