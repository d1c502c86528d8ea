/** Sign-in of the secretariat: hosted pages, code flow with PKCE, a second factor, and no sign-up. */
import { RemovalPolicy } from "aws-cdk-lib";
import { CfnUserPool, CfnUserPoolClient, CfnUserPoolDomain } from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Use } from "./function.ts";
import type { Settings } from "./settings.ts";

export class SignIn extends Construct {
  readonly pool: CfnUserPool;
  readonly client: CfnUserPoolClient;
  private readonly settings: Settings;

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id);
    this.settings = settings;
    this.pool = new CfnUserPool(this, "Pool", {
      usernameAttributes: ["email"],
      autoVerifiedAttributes: ["email"],
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      mfaConfiguration: "ON",
      enabledMfas: ["SOFTWARE_TOKEN_MFA"],
      policies: {
        passwordPolicy: {
          minimumLength: 14,
          requireLowercase: true,
          requireUppercase: true,
          requireNumbers: true,
          requireSymbols: true,
          temporaryPasswordValidityDays: 7,
        },
      },
      userPoolTier: "PLUS", // notices stolen passwords; paid by the head, and the secretariat is a handful
      userPoolAddOns: { advancedSecurityMode: "ENFORCED" },
      deletionProtection: "ACTIVE",
    });
    this.pool.applyRemovalPolicy(RemovalPolicy.RETAIN);
    this.client = new CfnUserPoolClient(this, "Client", {
      userPoolId: this.pool.ref,
      generateSecret: false, // PKCE proves who began the sign-in
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ["code"],
      allowedOAuthScopes: ["openid", "email", "profile"],
      supportedIdentityProviders: ["COGNITO"],
      callbackUrLs: [`${settings.publicOrigin}/sign-in/back`],
      logoutUrLs: [`${settings.publicOrigin}/`],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
      enableTokenRevocation: true,
    });
    new CfnUserPoolDomain(this, "Pages", { userPoolId: this.pool.ref, domain: settings.signInPrefix });
  }

  /** What the site must know to send people there and to believe them when they come back. */
  knownTo(): Use {
    const { region, signInPrefix } = this.settings;
    return {
      environment: {
        SIGN_IN_ISSUER: `https://cognito-idp.${region}.amazonaws.com/${this.pool.ref}`,
        SIGN_IN_CLIENT_ID: this.client.ref,
        SIGN_IN_ORIGIN: `https://${signInPrefix}.auth.${region}.amazoncognito.com`,
      },
    };
  }
}
