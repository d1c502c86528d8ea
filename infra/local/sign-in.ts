/**
 * The hosted sign-in pages of the user pool: an OIDC provider on a port of its own, under the virtual clock.
 *
 * Compose: `const signIn = createSignIn(context, { port })`; give `signIn.environment` to the functions in place of what
 * the template says of AWS (SIGN_IN_ISSUER, SIGN_IN_ORIGIN), then `await signIn.begin()`. The paths are those of Cognito.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import * as z from "zod";
import { Person } from "../../shared/domain/review.ts";
import type { Assembly, Context } from "./context.ts";
import { toLocalOrigin } from "./local-origin.ts";
import type { SignInGiven } from "./sign-in-worker.ts";

const ClientProperties = z.object({
  UserPoolId: z.string(),
  AllowedOAuthFlows: z.array(z.string()).default([]),
  AllowedOAuthScopes: z.array(z.string()).default([]),
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
});
const GroupProperties = z.object({ GroupName: z.string() });
const CodeProperties = z.object({ Code: z.object({ S3Key: z.string().optional() }) });
const Reviewed = z.object({ secretariat: z.array(Person) });
const Ready = z.object({ ready: z.literal(true) });

/** The people of the definition that is deployed: whoever may sign in. */
function peopleOf(assembly: Assembly): Person[] {
  for (const resource of assembly.ofType("AWS::Lambda::Function")) {
    const { S3Key } = CodeProperties.parse(resource.properties).Code;
    const file = S3Key === undefined ? "" : join(assembly.assetPath(S3Key), "review.json");
    if (existsSync(file)) return Reviewed.parse(JSON.parse(readFileSync(file, "utf8"))).secretariat;
  }
  return [];
}

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn(
  context: Pick<Context, "assembly" | "clock" | "origins" | "dir" | "log">,
  { port, people = peopleOf(context.assembly) }: { port: number; people?: Person[] },
) {
  const { assembly } = context;
  const pool = assembly.ofType("AWS::Cognito::UserPool")[0];
  const origin = `http://localhost:${port}`;
  const issuer = `${origin}/${pool?.ref ?? "pool"}`;
  const toLocal = toLocalOrigin(context);
  const folder = join(context.dir, "sign-in");
  let worker: Worker | undefined;

  function given(): SignInGiven {
    const groups = assembly
      .ofType("AWS::Cognito::UserPoolGroup")
      .map((r) => GroupProperties.parse(r.properties).GroupName);
    return {
      clock: context.clock.buffer,
      port,
      issuer,
      keysFile: join(folder, "keys.json"),
      clients: assembly.ofType("AWS::Cognito::UserPoolClient").map((resource) => {
        const client = ClientProperties.parse(resource.properties);
        return {
          id: resource.ref,
          scopes: client.AllowedOAuthScopes,
          callbacks: client.CallbackURLs.map(toLocal),
          logouts: client.LogoutURLs.map(toLocal),
        };
      }),
      accounts: people.map(({ id, name, email, office, roles }) => ({
        id,
        name,
        email,
        office,
        groups: roles.filter((role) => groups.includes(role)),
      })),
    };
  }

  return {
    origin,
    issuer,
    /** What the functions must be told instead of the addresses in AWS. */
    environment: { SIGN_IN_ISSUER: issuer, SIGN_IN_ORIGIN: origin },
    /** Resolves when the pages can be reached. */
    begin: async (): Promise<void> => {
      mkdirSync(folder, { recursive: true });
      const started = new Worker(new URL("./sign-in-worker.ts", import.meta.url), {
        workerData: given(),
        stdout: true,
        stderr: true,
        execArgv: [],
      });
      worker = started;
      started.stderr.on("data", () => undefined); // the provider's advice for production
      started.stdout.on("data", () => undefined);
      await new Promise<void>((resolve, reject) => {
        started.once("message", (message) =>
          Ready.safeParse(message).success ? resolve() : reject(new Error("The sign-in pages did not start")),
        );
        started.once("error", reject);
      });
      started.on("error", (error) => context.log(`sign-in: ${error.message}`));
    },
    stop: async (): Promise<void> => {
      await worker?.terminate();
    },
  };
}
