/** The secret from which links and reply addresses are derived; read once per sandbox. */
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { env } from "./environment.ts";

const client = new SecretsManagerClient({});
let held: Promise<string> | undefined;

export function linkSecret(): Promise<string> {
  held ??= client
    .send(new GetSecretValueCommand({ SecretId: env("LINK_SECRET_ARN") }))
    .then(({ SecretString }) => {
      if (!SecretString) throw new Error("The link secret is empty");
      return SecretString;
    })
    .catch((error: unknown) => {
      held = undefined; // the next call asks again
      throw error;
    });
  return held;
}
