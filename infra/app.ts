/** The CDK app: one stack for one review, from one settings file. Asks nothing of a cloud. */
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { buildFunctions } from "./build.ts";
import { definitionFile, readDefinition, settingsFor } from "./definition.ts";
import { flags } from "./flags.ts";
import { readSettings, settingsFile } from "./settings.ts";
import { ReviewStack } from "./stack.ts";

const given = readSettings(settingsFile());
const { definition, json } = readDefinition(definitionFile(given));
const settings = settingsFor(given, definition);
const folderOf = await buildFunctions(json);
const app = new App({
  analyticsReporting: false,
  treeMetadata: false,
  postCliContext: flags,
  confirmValidationPluginsDoNotMutate: true, // else the whole assembly is hashed before and after
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new ReviewStack(app, `HojaDeRuta-${settings.review}`, {
  settings,
  folderOf,
  env: { account: settings.account, region: settings.region },
  terminationProtection: true,
});
app.synth();
