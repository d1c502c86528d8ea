/** Runs one invocation in this fresh process, and says on its IPC channel what CPU had been used at the first AWS reply. */
import { subscribe } from "node:diagnostics_channel";
import { pathToFileURL } from "node:url";

const [bundle, event, isEmpty] = process.argv.slice(2);

function report(service) {
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system, service }, () => process.exit(0));
}
function failed(error) {
  process.send({ error: `${error?.stack ?? error}` }, () => process.exit(1));
}

// The reply counts once its body has been read: two turns later the SDK has handed it to its caller.
subscribe("http.client.response.finish", ({ request, response }) => {
  // Which service it was stands in the scope of the signature: key/date/region/service/aws4_request.
  const service = String(request.getHeader("authorization")).split("/")[3];
  response.once("end", () => setImmediate(() => setImmediate(report, service)));
});

try {
  const { handler } = await import(pathToFileURL(bundle));
  await handler(JSON.parse(event), { awsRequestId: "bench" });
  if (isEmpty === "empty") report("");
  else afterwards(new Error("it ended without an AWS call"));
} catch (error) {
  afterwards(error);
}

/** A reply that is still being told comes first. */
function afterwards(error) {
  setImmediate(() => setImmediate(() => setImmediate(failed, error)));
}
