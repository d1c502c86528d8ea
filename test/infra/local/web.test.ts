/** The public pages: from the viewer through CloudFront and the HTTP API to the function, and back. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { TimeControl } from "../../../infra/local/bar.ts";
import type { Identity } from "../../../infra/local/context.ts";
import { createWeb, type Web } from "../../../infra/local/web.ts";
import { edgeContext, resource } from "./edge-context.ts";

const behavior = {
  TargetOriginId: "site",
  AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
  OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  Compress: true,
};
const resources = (more = {}) => [
  resource("Distribution", "AWS::CloudFront::Distribution", {
    DistributionConfig: {
      Origins: [
        {
          Id: "site",
          DomainName: "api.execute-api.us-east-1.amazonaws.com",
          OriginCustomHeaders: [{ HeaderName: "x-origin-secret", HeaderValue: "word" }],
        },
      ],
      DefaultCacheBehavior: { ...behavior, ...more },
    },
  }),
  resource("Api", "AWS::ApiGatewayV2::Api", { ProtocolType: "HTTP" }),
  resource("Integration", "AWS::ApiGatewayV2::Integration", {
    ApiId: "api",
    IntegrationType: "AWS_PROXY",
    IntegrationUri: "arn:site",
    PayloadFormatVersion: "2.0",
  }),
  resource("Route", "AWS::ApiGatewayV2::Route", {
    ApiId: "api",
    RouteKey: "$default",
    Target: "integrations/integration",
  }),
];

let web: Web;
let origin: string;
let asked: { functionId: string; event: unknown; by: Identity }[];
let payload: unknown;
let failure: { errorType: string; errorMessage: string } | undefined;
let moved: string[];

async function open(more = {}, bar = true) {
  asked = [];
  failure = undefined;
  moved = [];
  const edge = edgeContext(resources(more));
  const invoke = async (functionId: string, event: unknown, by: Identity) => {
    asked.push({ functionId, event, by });
    return failure ? { error: failure } : { payload };
  };
  const time: TimeControl = {
    iso: () => "2024-11-04T12:00:00.000Z",
    nextEvent: () => "2024-11-08T13:00:00.000Z",
    advanceTo: async (iso) => void moved.push(iso),
  };
  web = createWeb({ ...edge.context, invoke }, { time, bar });
  origin = `http://127.0.0.1:${await web.listen()}`;
}

beforeEach(() => open());
afterEach(() => web.stop());

test("the function gets payload 2.0: method, path, query, cookies, the word of the origin", async () => {
  payload = { statusCode: 200, headers: { "content-type": "text/plain" }, body: "ok" };
  await fetch(`${origin}/es/convocatoria/a%20b?x=1&y=2&x=3`, {
    headers: { cookie: "a=1; b=2", "x-origin-secret": "guessed" },
  });
  expect(asked[0]).toMatchObject({
    functionId: "arn:site",
    by: { service: "apigateway.amazonaws.com", sourceArn: expect.stringMatching(/\/\$default\/\$default$/) },
    event: {
      version: "2.0",
      routeKey: "$default",
      rawPath: "/es/convocatoria/a b",
      rawQueryString: "x=1&y=2&x=3",
      queryStringParameters: { x: "1,3", y: "2" },
      cookies: ["a=1", "b=2"],
      headers: { "x-origin-secret": "word", host: "api.execute-api.us-east-1.amazonaws.com" },
      requestContext: { http: { method: "GET" }, timeEpoch: Date.parse("2024-11-04T12:00:00.000Z") },
      isBase64Encoded: false,
    },
  });
});

test("a form arrives in base64, as API Gateway hands it over", async () => {
  payload = { statusCode: 303, headers: { Location: "/es" }, cookies: ["a=1; Path=/", "b=2; Path=/"] };
  const answer = await fetch(`${origin}/es/x`, {
    method: "POST",
    body: new URLSearchParams({ q: "ñ" }),
    redirect: "manual",
  });
  expect(asked[0]?.event).toMatchObject({
    isBase64Encoded: true,
    body: Buffer.from("q=%C3%B1").toString("base64"),
  });
  expect(answer.status).toBe(303);
  expect(answer.headers.get("location")).toBe("/es");
  expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
});

test("binary answers come back byte for byte", async () => {
  const bytes = Buffer.from([0, 255, 1, 254]);
  payload = {
    statusCode: 200,
    headers: { "content-type": "application/pdf" },
    body: bytes.toString("base64"),
    isBase64Encoded: true,
  };
  expect(Buffer.from(await (await fetch(`${origin}/f`)).arrayBuffer())).toEqual(bytes);
});

test("pages are compressed for whoever reads it, and end with the bar", async () => {
  payload = {
    statusCode: 200,
    headers: { "content-type": "text/html; charset=utf-8" },
    body: `<html><body>${"palabra ".repeat(500)}</body></html>`,
  };
  const answer = await fetch(`${origin}/es`, { headers: { "accept-encoding": "br" } });
  expect(answer.headers.get("content-encoding")).toBe("br");
  expect(await answer.text()).toMatch(/<script src="\/__local\/bar\.js" defer><\/script><\/body><\/html>$/);
});

test("without the bar its paths are the site's own", async () => {
  await web.stop();
  await open({}, false);
  payload = { statusCode: 404, headers: { "content-type": "text/html" }, body: "<body></body>" };
  const answer = await fetch(`${origin}/__local/time`);
  expect(await answer.text()).toBe("<body></body>");
});

test("a function that fails shows API Gateway's error, a body over its limit is refused", async () => {
  failure = { errorType: "Error", errorMessage: "secret" };
  const failed = await fetch(`${origin}/x`);
  expect(failed.status).toBe(500);
  expect(await failed.json()).toEqual({ message: "Internal Server Error" });
  const big = await fetch(`${origin}/x`, { method: "POST", body: Buffer.alloc(11 * 1024 * 1024) });
  expect(big.status).toBe(413);
});

test("an answer without a status is JSON or text with status 200", async () => {
  payload = { done: true };
  expect(await (await fetch(`${origin}/x`)).json()).toEqual({ done: true });
});

test("a distribution without a request policy keeps cookies and query from the site", async () => {
  await web.stop();
  await open({ OriginRequestPolicyId: undefined });
  payload = { statusCode: 200, body: "" };
  await fetch(`${origin}/es?x=1`, { headers: { cookie: "a=1" } });
  expect(asked[0]?.event).toMatchObject({ rawQueryString: "" });
  expect(asked[0]?.event).not.toHaveProperty("cookies");
});

test("the site is told the viewer's zone by the distribution, and by nobody else", async () => {
  payload = { statusCode: 200, body: "" };
  vi.stubEnv("VIEWER_ZONE", "America/Bogota");
  await fetch(`${origin}/es`, {
    headers: { "cloudfront-viewer-time-zone": "Asia/Tokyo", "cloudfront-viewer-country": "JP" },
  });
  vi.unstubAllEnvs();
  expect(asked[0]?.event).toMatchObject({ headers: { "cloudfront-viewer-time-zone": "America/Bogota" } });
  expect(asked[0]?.event).not.toHaveProperty("headers.cloudfront-viewer-country");
  await web.stop();
  await open({ OriginRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" });
  payload = { statusCode: 200, body: "" };
  await fetch(`${origin}/es`);
  expect(asked[0]?.event).not.toHaveProperty("headers.cloudfront-viewer-time-zone");
});

test("the bar tells the time and moves it, but only for its own page", async () => {
  const state: unknown = await (await fetch(`${origin}/__local/time`)).json();
  expect(state).toEqual({ now: "2024-11-04T12:00:00.000Z", next: "2024-11-08T13:00:00.000Z", playing: null });
  const post = (act: string, headers: Record<string, string>) =>
    fetch(`${origin}/__local/time`, { method: "POST", body: new URLSearchParams({ act }), headers });
  expect((await post("day", {})).status).toBe(403);
  await post("day", { "x-local": "bar" });
  await post("next", { "x-local": "bar" });
  expect(moved).toEqual(["2024-11-05T12:00:00.000Z", "2024-11-08T13:00:00.000Z"]);
});
