/**
 * The public pages: an HTTP port that is the template's CloudFront distribution, its HTTP API and its function.
 *
 * Compose: `const web = createWeb(context, { time, bar })` and `await web.listen(port)`. With `bar` the pages carry the
 * local clock; leave it out where pages are measured.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { Definition } from "../../shared/domain/definition.ts";
import { serveBar, type TimeControl, withBar } from "./bar.ts";
import type { Context, Resource } from "./context.ts";
import { compressed, createDistribution } from "./distribution.ts";
import { serveGallery } from "./gallery.ts";
import { close, listen, portOf } from "./gateway.ts";
import { createHttpApi, type HttpRequest, type HttpResponse } from "./http-api.ts";

/** CloudFront lets no more than this through to the origin of ours; API Gateway would refuse it anyway. */
const bodyLimit = 12 * 1024 * 1024;

interface WebParts {
  time: TimeControl;
  bar?: boolean;
  gallery?: Definition | undefined; // with which the pages of the local cloud alone are drawn
}

function one(resources: Resource[], what: string): Resource {
  const [first, ...others] = resources;
  if (!first || others.length > 0)
    throw new Error(`The local cloud serves one ${what}, not ${resources.length}`);
  return first;
}

async function read(incoming: IncomingMessage): Promise<HttpRequest | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= bodyLimit) chunks.push(bytes);
  }
  const [path = "/", ...query] = (incoming.url ?? "/").split("?");
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value ?? "")]);
  const request = {
    method: incoming.method ?? "GET",
    path,
    query: query.join("?"),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
  return size > bodyLimit ? null : request;
}

const refused = (status: number): HttpResponse => ({
  status,
  headers: {},
  cookies: [],
  body: Buffer.alloc(0),
});

export type Web = ReturnType<typeof createWeb>;

export function createWeb(context: Context, { time, bar = false, gallery }: WebParts) {
  const { assembly } = context;
  const distribution = createDistribution(
    context,
    one(assembly.ofType("AWS::CloudFront::Distribution"), "distribution"),
  );
  const apis = new Map(
    assembly
      .ofType("AWS::ApiGatewayV2::Api")
      .map((api) => [`${api.ref}.execute-api.${assembly.region}.amazonaws.com`, createHttpApi(context, api)]),
  );

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const drawn = gallery
      ? await serveGallery(request, { definition: gallery, now: () => new Date(time.iso()) })
      : null;
    const own = drawn ?? (bar ? await serveBar(request, time) : null);
    if (own) return own;
    const passage = distribution.pass(request);
    if (!passage) return refused(403);
    const api = apis.get(passage.origin.domain);
    if (!api) return refused(502);
    context.meter.count("cloudfront:Request");
    context.meter.count("apigateway:Request");
    const response = await context.activity.track("page", api(passage.request));
    const shown = bar ? withBar(response) : response;
    return passage.compress ? compressed(shown, request.headers["accept-encoding"] ?? "") : shown;
  }

  const server = createServer((incoming, outgoing) => {
    void read(incoming)
      .then((request) => (request ? answer(request) : refused(413)))
      .catch((error: unknown) => {
        context.log(`page ${incoming.url}: ${String(error)}`);
        return refused(502);
      })
      .then(({ status, headers, cookies, body }) => {
        const { "content-length": _, ...rest } = headers;
        outgoing.writeHead(status, {
          ...rest,
          ...(cookies.length > 0 ? { "set-cookie": cookies } : {}),
          ...(status === 304 || status === 204 ? {} : { "content-length": body.length }),
        });
        outgoing.end(incoming.method === "HEAD" ? undefined : body);
      });
  });

  return {
    /** Opens the port on 127.0.0.1 and answers which one it is. */
    listen: async (port = 0): Promise<number> => {
      await listen(server, port);
      return portOf(server);
    },
    stop: async (): Promise<void> => await close(server),
  };
}
