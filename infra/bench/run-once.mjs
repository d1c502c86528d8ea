/** Runs one invocation in this fresh process, and says on its IPC channel what CPU had been used at the first AWS reply. */
import { subscribe } from "node:diagnostics_channel";
import { pathToFileURL } from "node:url";

const [bundle, event, isEmpty] = process.argv.slice(2);

function report() {
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system }, () => process.exit(0));
}
function failed(error) {
  process.send({ error: `${error?.stack ?? error}` }, () => process.exit(1));
}

// The reply counts once its body has been read: two turns later the SDK has handed it to its caller.
subscribe("http.client.response.finish", ({ response }) => {
  response.once("end", () => setImmediate(() => setImmediate(report)));
});

try {
  const { handler } = await import(pathToFileURL(bundle));
  const answer = await handler(JSON.parse(event), { awsRequestId: "bench" });
  if (isEmpty === "empty") report();
  else
    setImmediate(() =>
      setImmediate(() =>
        setImmediate(() => failed(`it ended without an AWS call: ${JSON.stringify(answer)?.slice(0, 300)}`)),
      ),
    );
} catch (error) {
  setImmediate(() => setImmediate(() => setImmediate(() => failed(error))));
}
