/** What the local cloud reads out of a synthesized assembly, and what it refuses by name. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Aws, CfnCondition, CfnOutput, CfnResource, Fn } from "aws-cdk-lib";
import { AttributeType, Table } from "aws-cdk-lib/aws-dynamodb";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { CfnParameter } from "aws-cdk-lib/aws-ssm";
import { expect, test } from "vitest";
import { loadAssembly } from "../../../infra/local/assembly.ts";
import { small, synthesized } from "./small-app.ts";

test("references, attributes, joins, selections and conditions are resolved against physical names", () => {
  const assembly = loadAssembly(
    synthesized((stack) => {
      const table = new Table(stack, "Notes", { partitionKey: { name: "pk", type: AttributeType.STRING } });
      const no = new CfnCondition(stack, "No", { expression: Fn.conditionEquals(Aws.REGION, "mars-1") });
      const outputs = {
        Ref: table.tableName,
        Arn: table.tableArn,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: this is CloudFormation's own way to write it.
        Sub: Fn.sub("${AWS::Region}/${Given}/${!Kept}", { Given: table.tableName }),
        Split: Fn.select(5, Fn.split(":", table.tableArn)),
        If: Fn.conditionIf(no.logicalId, "yes", "no").toString(),
      };
      for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, `Output${name}`, { value });
    }),
  );
  const [table] = assembly.ofType("AWS::DynamoDB::Table");
  expect(assembly.outputs).toEqual({
    OutputRef: table?.ref,
    OutputArn: `arn:aws:dynamodb:us-east-1:111122223333:table/${table?.ref}`,
    OutputSub: `us-east-1/${table?.ref}/\${Kept}`,
    OutputSplit: `table/${table?.ref}`,
    OutputIf: "no",
  });
  expect(assembly.byArn(table?.arn ?? "")?.id).toBe(table?.id);
});

test("an asset is found by the object key that the template names", () => {
  const assembly = loadAssembly(synthesized((stack) => void small(stack, "Echo", "async (event) => event")));
  const [echo] = assembly.ofType("AWS::Lambda::Function");
  const code = echo?.properties.Code;
  const key = code instanceof Object && "S3Key" in code ? String(code.S3Key) : "";
  expect(existsSync(join(assembly.assetPath(key), "index.mjs"))).toBe(true);
  expect(() => assembly.assetPath("other.zip")).toThrow("no asset for the key other.zip");
});

test.each([
  {
    title: "a resource type that the local cloud does not know",
    build: (stack: Parameters<Parameters<typeof synthesized>[0]>[0]) =>
      new CfnParameter(stack, "Strange", { type: "String", value: "x" }),
    message: "Strange: the local cloud does not know the resource type AWS::SSM::Parameter",
  },
  {
    title: "an intrinsic function that it does not know",
    build: (stack: Parameters<Parameters<typeof synthesized>[0]>[0]) => {
      new Secret(stack, "Plain");
      new CfnOutput(stack, "Zones", { value: Fn.join(",", Fn.getAzs()) });
    },
    message: "output Zones: the local cloud does not know the intrinsic function Fn::GetAZs",
  },
  {
    title: "an attribute that it does not know",
    build: (stack: Parameters<Parameters<typeof synthesized>[0]>[0]) => {
      const secret = new Secret(stack, "Odd");
      const child = secret.node.defaultChild;
      const value = child instanceof CfnResource ? child.getAtt("Colour").toString() : "";
      new CfnOutput(stack, "Colour", { value });
    },
    message:
      /output Colour: the local cloud does not know the attribute Colour of Odd\w+ \(AWS::SecretsManager::Secret\)/,
  },
])("$title is refused, and said where", ({ build, message }) => {
  expect(() => loadAssembly(synthesized((stack) => void build(stack)))).toThrow(message);
});
