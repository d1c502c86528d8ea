/** Behaviour of the CDK that we ask for; here and not in cdk.json, so that tests and commands get the same. */
export const flags = {
  "@aws-cdk/aws-iam:minimizePolicies": true,
  "@aws-cdk/core:checkSecretUsage": true,
  "@aws-cdk/core:target-partitions": ["aws"], // then no lookup table of partitions in the template
  "@aws-cdk/aws-lambda:recognizeLayerVersion": true,
  "@aws-cdk/aws-apigateway:disableCloudWatchRole": true,
};
