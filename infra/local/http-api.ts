/** API Gateway's HTTP API: finds the route of a request and speaks payload 2.0 with the function behind it. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Context, Resource } from "./context.ts";

/** What API Gateway and Lambda let through. */
const bodyLimit = 10 * 1024 * 1024;
const payloadLimit = 6 * 1024 * 1024;

const Route = z.object({ ApiId: z.string(), RouteKey: z.string(), Target: z.string() });
const Integration = z.object({
  ApiId: z.string(),
  IntegrationUri: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  PayloadFormatVersion: z.literal("2.0"),
});

const Answer = z.object({
  statusCode: z.coerce.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

export interface HttpRequest {
  method: string;
  path: string; // raw
  query: string; // raw, without "?"
  headers: Record<string, string>;
  body: Buffer;
}
export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

interface RouteTo {
  key: string;
  functionArn: string;
  matches: (method: string, path: string) => boolean;
}

/** "GET /a/{b}", "ANY /{proxy+}" or "$default". */
function matcherOf(key: string): RouteTo["matches"] {
  if (key === "$default") return () => true;
  const [verb = "", pattern = ""] = key.split(" ");
  const parts = pattern.split("/").map((part) => {
    if (/^\{.+\+\}$/.test(part)) return ".+";
    return /^\{.+\}$/.test(part) ? "[^/]+" : part.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  });
  const path = new RegExp(`^${parts.join("/")}$`);
  return (method, asked) => (verb === "ANY" || verb === method) && path.test(asked);
}

/** Full paths before variables, variables before the rest, $default last. */
function rank(key: string): number {
  if (key === "$default") return 3;
  if (key.includes("+}")) return 2;
  return key.includes("{") ? 1 : 0;
}

/** API Gateway hands paths over decoded; what cannot be, as it came. */
function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}

function isText(type: string): boolean {
  return /^(text\/|application\/(json|xml|javascript))/.test(type);
}

function eventOf(context: Context, api: Resource, route: RouteTo, request: HttpRequest): unknown {
  const { cookie, ...headers } = request.headers;
  const query = new URLSearchParams(request.query);
  const parameters: Record<string, string> = {};
  for (const [name, value] of query)
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  const domainName = headers.host ?? `${api.ref}.execute-api.${context.assembly.region}.amazonaws.com`;
  const isPlain = isText(headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: route.key,
    rawPath: decoded(request.path),
    rawQueryString: request.query,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers: {
      ...headers,
      ...(request.body.length > 0 ? { "content-length": String(request.body.length) } : {}),
    },
    ...(query.size > 0 ? { queryStringParameters: parameters } : {}),
    requestContext: {
      accountId: context.assembly.account,
      apiId: api.ref,
      domainName,
      domainPrefix: api.ref,
      http: {
        method: request.method,
        path: decoded(request.path),
        protocol: "HTTP/1.1",
        sourceIp: "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey: route.key,
      stage: "$default",
      time: new Date(context.clock.now()).toUTCString(),
      timeEpoch: context.clock.now(),
    },
    ...(request.body.length > 0 ? { body: request.body.toString(isPlain ? "utf8" : "base64") } : {}),
    isBase64Encoded: request.body.length > 0 && !isPlain,
  };
}

const plain = (status: number, message: string): HttpResponse => ({
  status,
  headers: { "content-type": "application/json" },
  cookies: [],
  body: Buffer.from(JSON.stringify({ message })),
});

/** What the function gave, as a response: a whole answer, or anything else as JSON with status 200. */
function responseOf(payload: unknown): HttpResponse {
  const answer = Answer.safeParse(payload);
  if (!answer.success)
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      cookies: [],
      body: Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload ?? null)),
    };
  const { statusCode, headers = {}, cookies = [], body = "", isBase64Encoded } = answer.data;
  return {
    status: statusCode,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    cookies,
    body: Buffer.from(body, isBase64Encoded ? "base64" : "utf8"),
  };
}

/** The API as a function from request to response. */
export function createHttpApi(context: Context, api: Resource) {
  const integrations = new Map(
    context.assembly
      .ofType("AWS::ApiGatewayV2::Integration")
      .map((r) => [r.ref, Integration.parse(r.properties)]),
  );
  const routes = context.assembly
    .ofType("AWS::ApiGatewayV2::Route")
    .map((r) => Route.parse(r.properties))
    .filter((r) => r.ApiId === api.ref)
    .map((r): RouteTo => {
      const integration = integrations.get(r.Target.replace(/^integrations\//, ""));
      if (!integration) throw new Error(`The route ${r.RouteKey} leads to no integration: ${r.Target}`);
      return { key: r.RouteKey, functionArn: integration.IntegrationUri, matches: matcherOf(r.RouteKey) };
    })
    .sort((a, b) => rank(a.key) - rank(b.key));

  return async (request: HttpRequest): Promise<HttpResponse> => {
    const route = routes.find((r) => r.matches(request.method, request.path));
    if (!route) return plain(404, "Not Found");
    if (request.body.length > bodyLimit) return plain(413, "Request Entity Too Large");
    const event = eventOf(context, api, route, request);
    if (JSON.stringify(event).length > payloadLimit) return plain(413, "Request Entity Too Large");
    const key = route.key === "$default" ? "$default" : route.key.replace(/^(\S+) /, "$1");
    const sourceArn = `${api.arn}/$default/${key}`;
    const result = await context.invoke(route.functionArn, event, {
      kind: "service",
      service: "apigateway.amazonaws.com",
      sourceArn,
    });
    return "error" in result ? plain(500, "Internal Server Error") : responseOf(result.payload);
  };
}
