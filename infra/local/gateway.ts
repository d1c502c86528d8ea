/** The one door to every AWS API: it knows who calls, counts it, lets tests break it, and tells the virtual time. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { pathName } from "./assembly.ts";
import {
  AccessDenied,
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Context,
  type Identity,
  type Service,
} from "./context.ts";

/** What a test does to one call: as if the function died, the service was busy, or the answer got lost. */
type Fault = "crash-before" | "crash-after" | "throttle" | "lost-reply";
export type FaultHook = (call: {
  function: string; // "receive-mail"
  service: string;
  action: string;
  body: Buffer;
}) => Fault | undefined;

export type Gateway = {
  origin: string;
  port: number;
  attach: (parts: Parts) => void; // until then every request waits
  stop: () => Promise<void>;
};
type Parts = {
  context: Context;
  services: Record<string, Service>;
  keepDenied: (denied: AccessDenied) => void;
  endWorker: (worker: string) => void;
  faults?: FaultHook | undefined;
  own: (request: IncomingMessage, body: Buffer) => AwsResponse | undefined; // paths of the local cloud itself
};

/** Requests that name no service are for buckets: presigned links, upload forms, preflights. */
const unsignedService = "s3";

export async function openGateway(port: number): Promise<Gateway> {
  let attach: (parts: Parts) => void = () => {};
  const parts = new Promise<Parts>((resolve) => {
    attach = resolve;
  });
  const server = createServer((request, response) => {
    void parts
      .then((ready) => ready.context.activity.track("aws call", answer(ready, request, response)))
      .catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  server.requestTimeout = 0;
  await listen(server, port);
  const bound = portOf(server);
  return { origin: `http://127.0.0.1:${bound}`, port: bound, attach, stop: () => close(server) };
}

export async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
}

export function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen");
  return address.port;
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

async function answer(parts: Parts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks);
  const own = parts.own(incoming, body);
  if (own) return await reply(parts, outgoing, own);
  const { request, identity } = identified(parts, incoming, body);
  const fault = identity.kind === "role" ? askFault(parts, request, identity) : undefined;
  const crash = () => {
    if (identity.kind === "role" && identity.worker !== undefined) parts.endWorker(identity.worker);
    outgoing.destroy();
  };
  if (fault === "crash-before") return crash();
  if (fault === "throttle") return await reply(parts, outgoing, asResponse(request, throttled()));
  const response = await perform(parts, request, identity);
  if (fault === "crash-after") return crash();
  if (fault === "lost-reply") return void outgoing.destroy();
  await reply(parts, outgoing, response);
}

function askFault(
  parts: Parts,
  request: AwsRequest,
  identity: Identity & { kind: "role" },
): Fault | undefined {
  if (identity.functionId === undefined) return undefined;
  const { service, action, body } = request;
  const caller = pathName(parts.context.assembly.get(identity.functionId));
  return parts.faults?.({ function: caller, service, action, body });
}

function throttled(): AwsError {
  return new AwsError("ThrottlingException", "Rate exceeded", 400);
}

/** The service from the credential's scope, the action from where that service's protocol puts it. */
function identified(parts: Parts, incoming: IncomingMessage, body: Buffer) {
  const [path = "/", query = ""] = (incoming.url ?? "/").split("?");
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = [value].flat().join(",");
  }
  const parameters = new URLSearchParams(query);
  const credential =
    /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? parameters.get("X-Amz-Credential") ?? "";
  const [accessKeyId = "", , , scope = unsignedService] = credential.split("/");
  const key = parts.context.accessKey(accessKeyId);
  const identity: Identity =
    headers.authorization && key ? workerOf(key.identity, headers) : { kind: "anonymous" };
  const request: AwsRequest = {
    service: scope,
    action: "",
    method: incoming.method ?? "GET",
    path,
    query: parameters,
    headers,
    body,
  };
  request.action = actionOf(request, parts.services[scope]);
  return { request, identity };
}

/** Which worker of a function calls stands in its session token. */
function workerOf(identity: Identity, headers: Record<string, string>): Identity {
  const worker = headers["x-amz-security-token"];
  return identity.kind === "role" && worker !== undefined ? { ...identity, worker } : identity;
}

function actionOf(request: AwsRequest, service: Service | undefined): string {
  const target = request.headers["x-amz-target"];
  if (target !== undefined) return target.slice(target.lastIndexOf(".") + 1);
  if (service?.actionOf) return service.actionOf(request);
  if (request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return new URLSearchParams(request.body.toString("utf8")).get("Action") ?? "";
  }
  return `${request.method} ${request.path}`;
}

async function perform(parts: Parts, request: AwsRequest, identity: Identity): Promise<AwsResponse> {
  parts.context.meter.count(`${request.service}:${request.action}`);
  try {
    const service = parts.services[request.service];
    if (!service) throw unknownAction(identity, request);
    if (identity.kind === "anonymous" && request.service !== unsignedService) {
      throw new AwsError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        403,
      );
    }
    return await service.handle(request, identity);
  } catch (thrown) {
    if (thrown instanceof AccessDenied) parts.keepDenied(thrown);
    if (thrown instanceof AwsError) return asResponse(request, thrown);
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    parts.context.log(`${request.service}:${request.action} broke: ${message}`);
    return asResponse(request, new AwsError("InternalFailure", message, 500));
  }
}

/** For services whose default case is an action that they do not know. */
export function unknownAction(
  identity: Identity,
  request: Pick<AwsRequest, "service" | "action">,
): AccessDenied {
  const who = identity.kind === "role" ? identity.role : identity.kind;
  const action = `${request.service}:${request.action}`;
  return new AccessDenied(who, action, "*", "the local cloud does not know this action");
}

function asResponse(request: AwsRequest, error: AwsError): AwsResponse {
  const id = randomUUID();
  if (request.headers["x-amz-target"] !== undefined) {
    return {
      status: error.status,
      headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": id },
      body: JSON.stringify({
        __type: error.code,
        message: error.message,
        Message: error.message,
        ...error.fields,
      }),
    };
  }
  const inner = `<Error><Type>Sender</Type><Code>${error.code}</Code><Message>${escaped(error.message)}</Message></Error>`;
  const body = `<ErrorResponse>${inner}<RequestId>${id}</RequestId></ErrorResponse>`;
  return { status: error.status, headers: { "content-type": "text/xml", "x-amzn-requestid": id }, body };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

async function reply(parts: Parts, outgoing: ServerResponse, response: AwsResponse): Promise<void> {
  // The SDK corrects its own clock by this header: it must be the time that the functions live in.
  const headers = { date: new Date(parts.context.clock.now()).toUTCString(), ...response.headers };
  outgoing.sendDate = false;
  outgoing.writeHead(response.status, headers);
  if (response.body instanceof Readable) await pipeline(response.body, outgoing);
  else outgoing.end(response.body);
}
