/** CloudFront as the template configures it: which headers go on to the origin, which come back, and compression. */
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import * as z from "zod";
import type { Context, Resource } from "./context.ts";
import type { HttpRequest, HttpResponse } from "./http-api.ts";

const Flag = z.union([z.boolean(), z.string()]).transform((value) => String(value) === "true");

const Behavior = z.object({
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["GET", "HEAD"]),
  OriginRequestPolicyId: z.string().optional(),
  Compress: Flag.default(false),
});
const Distribution = z.object({
  DistributionConfig: z.object({
    Origins: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        OriginPath: z.string().optional(),
        OriginCustomHeaders: z
          .array(z.object({ HeaderName: z.string(), HeaderValue: z.string() }))
          .default([]),
      }),
    ),
    DefaultCacheBehavior: Behavior,
    CacheBehaviors: z.array(Behavior.extend({ PathPattern: z.string() })).default([]),
  }),
});
type Behavior = z.infer<typeof Behavior>;

/**
 * AWS's own origin request policies that pass what a page needs; with none, CloudFront keeps everything to itself. The first
 * passes besides what CloudFront knows of the viewer's device and place.
 */
const passesPlace = "b689b0a8-53d0-40ab-baf2-68738e2966ac"; // AllViewerExceptHostHeader
const passesAll = new Set([
  passesPlace,
  "216adef6-5c7f-47e4-b989-5492eafa07d3", // AllViewer
]);

/** The viewer sits at this machine, unless somebody says otherwise. */
const viewerZone = () => process.env.VIEWER_ZONE ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Headers of one connection, and those that CloudFront writes by itself. */
const ownHeaders = [
  "host",
  "connection",
  "keep-alive",
  "transfer-encoding",
  "te",
  "trailer",
  "upgrade",
  "content-length",
];

const compressible =
  /^(text\/|application\/(json|xml|javascript|feed\+json|atom\+xml|ld\+json)|image\/svg\+xml)/;
/** CloudFront compresses from 1,000 bytes up to 10 MB. */
const compressedFrom = 1000;

export interface Origin {
  domain: string;
  headers: Record<string, string>;
}

export interface Passage {
  origin: Origin;
  request: HttpRequest;
  compress: boolean;
}

function patternOf(path: string): RegExp {
  return new RegExp(
    `^${path
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("?", ".")}$`,
  );
}

export function createDistribution(_context: Pick<Context, "assembly">, resource: Resource) {
  const { DistributionConfig: config } = Distribution.parse(resource.properties);
  const behaviors = config.CacheBehaviors.map((b) => ({ ...b, pattern: patternOf(b.PathPattern) }));
  for (const { OriginRequestPolicyId: id } of [config.DefaultCacheBehavior, ...behaviors])
    if (id !== undefined && !passesAll.has(id))
      throw new Error(
        `${resource.id} uses the origin request policy ${id}, which the local cloud does not know`,
      );

  function originOf(behavior: Behavior): Origin {
    const origin = config.Origins.find((o) => o.Id === behavior.TargetOriginId);
    if (!origin) throw new Error(`${resource.id} has no origin ${behavior.TargetOriginId}`);
    const headers = origin.OriginCustomHeaders.map((h) => [h.HeaderName.toLowerCase(), h.HeaderValue]);
    return { domain: origin.DomainName, headers: Object.fromEntries(headers) };
  }

  function passedHeaders(request: HttpRequest, passes: boolean): Record<string, string> {
    const kept = Object.entries(request.headers).filter(
      // What CloudFront itself says of a viewer no viewer can say.
      ([name]) =>
        !ownHeaders.includes(name) && !name.startsWith("cloudfront-") && (passes || name === "content-type"),
    );
    return Object.fromEntries(kept);
  }

  return {
    /** The request as the origin gets it, or null when the method is not let through. */
    pass: (request: HttpRequest): Passage | null => {
      const behavior = behaviors.find((b) => b.pattern.test(request.path)) ?? config.DefaultCacheBehavior;
      if (!behavior.AllowedMethods.includes(request.method)) return null;
      const origin = originOf(behavior);
      const passes = behavior.OriginRequestPolicyId !== undefined;
      const headers = {
        ...passedHeaders(request, passes),
        ...(behavior.OriginRequestPolicyId === passesPlace && {
          "cloudfront-viewer-time-zone": viewerZone(),
        }),
        ...origin.headers,
        host: origin.domain,
        via: `1.1 ${resource.ref.toLowerCase()}.cloudfront.net (CloudFront)`,
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "https",
      };
      return {
        origin,
        request: { ...request, headers, query: passes ? request.query : "" },
        compress: behavior.Compress,
      };
    },
  };
}

/** The response as the viewer gets it: compressed where the behaviour says so and the viewer can read it. */
export function compressed(response: HttpResponse, accepts: string): HttpResponse {
  const type = response.headers["content-type"] ?? "";
  const encoding = /\bbr\b/.test(accepts) ? "br" : /\bgzip\b/.test(accepts) ? "gzip" : "";
  const isFit =
    response.body.length >= compressedFrom &&
    compressible.test(type) &&
    !response.headers["content-encoding"];
  if (!encoding || !isFit) return response;
  const body =
    encoding === "br"
      ? brotliCompressSync(response.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : gzipSync(response.body);
  return {
    ...response,
    body,
    headers: { ...response.headers, "content-encoding": encoding, vary: varying(response.headers.vary) },
  };
}

function varying(vary: string | undefined): string {
  return vary ? `${vary}, Accept-Encoding` : "Accept-Encoding";
}
