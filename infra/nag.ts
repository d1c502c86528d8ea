/** Findings of cdk-nag that stand, each with its written reason. */
import { Stack, Validations } from "aws-cdk-lib";
import type { Construct } from "constructs";
import * as z from "zod";

/** Accepts one finding on a construct and what it contains. */
export function accept(construct: Construct, id: string, reason: string): void {
  Validations.of(construct).acknowledge({ id: `AwsSolutions::${id}`, reason });
}

const KeysBelow = z.object({
  "Fn::Join": z.tuple([
    z.literal(""),
    z.tuple([z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }), z.string()]),
  ]),
});

/** Accepts the one wildcard that a grant may hold: object keys below a prefix of a bucket. */
export function acceptKeysBelow(construct: Construct, resource: string): void {
  const [, [{ "Fn::GetAtt": bucket }, keys]] = KeysBelow.parse(Stack.of(construct).resolve(resource))[
    "Fn::Join"
  ];
  const reason = "Keys of objects are not known beforehand; the prefix is as narrow as they go.";
  accept(construct, `AwsSolutions-IAM5[Resource::<${bucket[0]}.Arn>${keys}]`, reason);
}
