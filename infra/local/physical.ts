/** Gives every resource type that the local cloud knows its physical name, ARN and attributes. */
import { createHash } from "node:crypto";

export type Place = { region: string; account: string; stackName: string };
export type Physical = { ref: string; arn: string; attributes: Record<string, string> };

type Namer = (given: {
  id: string;
  place: Place;
  name: (property: string) => string | undefined; // an explicit name in the template
}) => Physical;

/** Letters and digits that stay the same for the same words: ids as AWS would draw them. */
function drawn(words: string, length: number): string {
  return createHash("sha256").update(words).digest("hex").slice(0, length);
}

/** A type whose Ref is its name and whose ARN is `arn:aws:<service>:<region>:<account>:<prefix><name>`. */
function named(
  service: string,
  prefix: string,
  property: string,
  attributes: Record<string, "name" | "arn"> = {},
) {
  return namer(service, prefix, property, "name", attributes);
}

function namer(
  service: string,
  prefix: string,
  property: string,
  ref: "name" | "arn",
  extra: Record<string, "name" | "arn"> = {},
): Namer {
  return ({ id, place, name }) => {
    const own = name(property) ?? `${place.stackName}-${id}`;
    const region = service === "iam" ? "" : place.region;
    const arn = `arn:aws:${service}:${region}:${place.account}:${prefix}${own}`;
    const values = { name: own, arn };
    const attributes: Record<string, string> = { Arn: arn };
    for (const [attribute, which] of Object.entries(extra)) attributes[attribute] = values[which];
    return { ref: values[ref], arn, attributes };
  };
}

/** A type that has an id and nothing that others could use besides. */
const plain: Namer = ({ id, place }) => {
  const own = drawn(`${place.stackName}/${id}`, 10);
  return { ref: own, arn: "", attributes: { Id: own } };
};

const table: Namer = (given) => {
  const base = named("dynamodb", "table/", "TableName")(given);
  const stream = `${base.arn}/stream/2024-01-01T00:00:00.000`;
  return { ...base, attributes: { ...base.attributes, StreamArn: stream } };
};

const bucket: Namer = ({ id, place, name }) => {
  const own = name("BucketName") ?? `${place.stackName}-${id}`.toLowerCase().slice(0, 63);
  const arn = `arn:aws:s3:::${own}`;
  const domain = `${own}.s3.amazonaws.com`;
  const regional = `${own}.s3.${place.region}.amazonaws.com`;
  return { ref: own, arn, attributes: { Arn: arn, DomainName: domain, RegionalDomainName: regional } };
};

const deadLetters: Namer = (given) => {
  const base = named("sqs", "", "QueueName")(given);
  const url = `https://sqs.${given.place.region}.amazonaws.com/${given.place.account}/${base.ref}`;
  return { ref: url, arn: base.arn, attributes: { Arn: base.arn, QueueName: base.ref, QueueUrl: url } };
};

/** The ARN of a log group ends in ":*", which is every stream of it. */
const logGroup: Namer = (given) => {
  const base = named("logs", "log-group:", "LogGroupName")(given);
  const arn = `${base.arn}:*`;
  return { ...base, arn, attributes: { Arn: arn } };
};

const secret: Namer = ({ id, place, name }) => {
  const own = name("Name") ?? `${place.stackName}-${id}`;
  const suffix = drawn(own, 6);
  const arn = `arn:aws:secretsmanager:${place.region}:${place.account}:secret:${own}-${suffix}`;
  return { ref: arn, arn, attributes: { Id: arn } };
};

const httpApi: Namer = ({ id, place }) => {
  const own = drawn(`${place.stackName}/${id}`, 10);
  const endpoint = `https://${own}.execute-api.${place.region}.amazonaws.com`;
  const arn = `arn:aws:execute-api:${place.region}:${place.account}:${own}`;
  return { ref: own, arn, attributes: { ApiId: own, ApiEndpoint: endpoint } };
};

const distribution: Namer = ({ id, place }) => {
  const own = `E${drawn(`${place.stackName}/${id}`, 13).toUpperCase()}`;
  const arn = `arn:aws:cloudfront::${place.account}:distribution/${own}`;
  return { ref: own, arn, attributes: { Id: own, DomainName: `${own.toLowerCase()}.cloudfront.net` } };
};

const userPool: Namer = ({ id, place }) => {
  const own = `${place.region}_${drawn(`${place.stackName}/${id}`, 9)}`;
  const arn = `arn:aws:cognito-idp:${place.region}:${place.account}:userpool/${own}`;
  const host = `cognito-idp.${place.region}.amazonaws.com/${own}`;
  return {
    ref: own,
    arn,
    attributes: { Arn: arn, UserPoolId: own, ProviderName: host, ProviderURL: `https://${host}` },
  };
};

const userPoolClient: Namer = ({ id, place }) => {
  const own = drawn(`${place.stackName}/${id}`, 26);
  return { ref: own, arn: "", attributes: { ClientId: own } };
};

const userPoolDomain: Namer = ({ id, name }) => {
  const own = name("Domain") ?? id.toLowerCase();
  return { ref: own, arn: "", attributes: { CloudFrontDistribution: `${own}.cloudfront.net` } };
};

const identity: Namer = ({ id, place, name }) => {
  const own = name("EmailIdentity") ?? id;
  const arn = `arn:aws:ses:${place.region}:${place.account}:identity/${own}`;
  const attributes: Record<string, string> = { EmailIdentityArn: arn };
  for (const n of [1, 2, 3]) {
    const token = drawn(`${own}/${n}`, 32);
    attributes[`DkimDNSTokenName${n}`] = `${token}._domainkey.${own}`;
    attributes[`DkimDNSTokenValue${n}`] = `${token}.dkim.amazonses.com`;
  }
  return { ref: own, arn, attributes };
};

const protectionPlan: Namer = ({ id, place }) => {
  const own = drawn(`${place.stackName}/${id}`, 20);
  const arn = `arn:aws:guardduty:${place.region}:${place.account}:malware-protection-plan/${own}`;
  return { ref: own, arn, attributes: { Arn: arn, MalwareProtectionPlanId: own } };
};

const namers: Record<string, Namer> = {
  "AWS::ApiGatewayV2::Api": httpApi,
  "AWS::ApiGatewayV2::ApiMapping": plain,
  "AWS::ApiGatewayV2::Integration": plain,
  "AWS::ApiGatewayV2::Route": plain,
  "AWS::ApiGatewayV2::Stage": ({ name }) => ({
    ref: name("StageName") ?? "$default",
    arn: "",
    attributes: {},
  }),
  "AWS::CDK::Metadata": plain,
  "AWS::CertificateManager::Certificate": namer("acm", "certificate/", "", "arn"),
  "AWS::CloudFormation::CustomResource": plain,
  "AWS::CloudFront::CachePolicy": plain,
  "AWS::CloudFront::Distribution": distribution,
  "AWS::CloudFront::Function": namer("cloudfront", "function/", "Name", "arn", { FunctionARN: "arn" }),
  "AWS::CloudFront::OriginAccessControl": plain,
  "AWS::CloudFront::OriginRequestPolicy": plain,
  "AWS::CloudFront::ResponseHeadersPolicy": plain,
  "AWS::CloudWatch::Alarm": named("cloudwatch", "alarm:", "AlarmName"),
  "AWS::CloudWatch::CompositeAlarm": named("cloudwatch", "alarm:", "AlarmName"),
  "AWS::CloudWatch::Dashboard": plain,
  "AWS::Cognito::ManagedLoginBranding": plain,
  "AWS::Cognito::UserPool": userPool,
  "AWS::Cognito::UserPoolClient": userPoolClient,
  "AWS::Cognito::UserPoolDomain": userPoolDomain,
  "AWS::Cognito::UserPoolGroup": plain,
  "AWS::Cognito::UserPoolUser": plain,
  "AWS::DynamoDB::Table": table,
  "AWS::Events::EventBus": named("events", "event-bus/", "Name", { Name: "name" }),
  "AWS::Events::Rule": named("events", "rule/", "Name"),
  "AWS::GuardDuty::MalwareProtectionPlan": protectionPlan,
  "AWS::IAM::ManagedPolicy": namer("iam", "policy/", "ManagedPolicyName", "arn", { PolicyArn: "arn" }),
  "AWS::IAM::Policy": plain,
  "AWS::IAM::Role": named("iam", "role/", "RoleName"),
  "AWS::KMS::Key": named("kms", "key/", ""),
  "AWS::KMS::Alias": plain,
  "AWS::Lambda::EventInvokeConfig": plain,
  "AWS::Lambda::EventSourceMapping": plain,
  "AWS::Lambda::Function": named("lambda", "function:", "FunctionName"),
  "AWS::Lambda::Permission": plain,
  "AWS::Logs::LogGroup": logGroup,
  "AWS::Logs::MetricFilter": plain,
  "AWS::Logs::ResourcePolicy": plain,
  "AWS::Route53::RecordSet": plain,
  "AWS::S3::Bucket": bucket,
  "AWS::S3::BucketPolicy": plain,
  "AWS::SES::ConfigurationSet": named("ses", "configuration-set/", "Name"),
  "AWS::SES::ConfigurationSetEventDestination": plain,
  "AWS::SES::EmailIdentity": identity,
  "AWS::SES::ReceiptRule": named("ses", "receipt-rule/", "Rule.Name"),
  "AWS::SES::ReceiptRuleSet": named("ses", "receipt-rule-set/", "RuleSetName"),
  "AWS::SNS::Subscription": plain,
  "AWS::SNS::Topic": namer("sns", "", "TopicName", "arn", { TopicArn: "arn", TopicName: "name" }),
  "AWS::SNS::TopicPolicy": plain,
  "AWS::SQS::Queue": deadLetters,
  "AWS::SQS::QueuePolicy": plain,
  "AWS::SecretsManager::Secret": secret,
  "AWS::StepFunctions::StateMachine": namer("states", "stateMachine:", "StateMachineName", "arn", {
    Name: "name",
  }),
};

/** Names a resource; undefined when the local cloud does not know the type. */
export function physicalOf(type: string, given: Parameters<Namer>[0]): Physical | undefined {
  const namerOf = namers[type] ?? (type.startsWith("Custom::") ? plain : undefined);
  return namerOf?.(given);
}
