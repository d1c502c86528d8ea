/** A stub of AWS on the loopback: answers every call at once with an empty success, in the protocol it was asked in. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What an XML query API answers when there is nothing to say. */
const xml = "<Response><Result/><ResponseMetadata><RequestId>bench</RequestId></ResponseMetadata></Response>";

function answerFor(contentType: string): { type: string; body: Buffer | string } {
  if (contentType.includes("cbor")) return { type: "application/cbor", body: Buffer.from([0xbf, 0xff]) };
  if (contentType.includes("json")) return { type: contentType, body: "{}" };
  return { type: "text/xml", body: contentType.includes("form") ? xml : "" };
}

export async function startStub(): Promise<{ endpoint: string; stop: () => void }> {
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { type, body } = answerFor(request.headers["content-type"] ?? "");
      const isCbor = type === "application/cbor" ? { "smithy-protocol": "rpc-v2-cbor" } : {};
      response.writeHead(200, { "content-type": type, ...isCbor }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(server.address());
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the stub has no port");
  return address;
}
