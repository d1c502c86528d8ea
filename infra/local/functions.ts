/** Invocations: who may call which function, now or later, with the retries and failure destinations of async Lambda. */
import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Context, FunctionError, Identity, InvokeResult, Resource } from "./context.ts";
import type { Deliver } from "./destinations.ts";
import type { Iam } from "./iam.ts";
import type { Workers } from "./workers.ts";

const InvokeConfig = z.looseObject({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().int().default(2),
  DestinationConfig: z
    .looseObject({ OnFailure: z.object({ Destination: z.string() }).optional() })
    .optional(),
});
const DeadLetters = z.looseObject({
  Role: z.string(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

/** Async Lambda waits one minute before the second attempt and two before the third. */
const waits = [60_000, 120_000];
/** More at once of one function than its pool has threads would only wait there. */
const concurrency = 4;

export function createFunctions(given: {
  context: Pick<Context, "assembly" | "queue" | "activity" | "authorize">;
  workers: Workers;
  iam: Iam;
  deliver: Deliver;
}): Pick<Context, "invoke" | "invokeLater"> {
  const { context, workers, iam, deliver } = given;
  const { assembly, queue } = context;
  const named = (name: string): Resource => {
    const found =
      assembly.resources.get(name) ?? assembly.byArn(name) ?? assembly.byRef("AWS::Lambda::Function", name);
    if (found?.type !== "AWS::Lambda::Function") throw new Error(`${name} is no function of the assembly`);
    return found;
  };
  const configs = assembly
    .ofType("AWS::Lambda::EventInvokeConfig")
    .map((each) => InvokeConfig.parse(each.properties));

  for (const target of assembly.ofType("AWS::Lambda::Function")) {
    const config = configs.find((each) => named(each.FunctionName).id === target.id);
    const { Role, DeadLetterConfig } = DeadLetters.parse(target.properties);
    const destination = config?.DestinationConfig?.OnFailure?.Destination ?? DeadLetterConfig?.TargetArn;
    queue.define(kindOf(target), {
      concurrency,
      delays: waits.slice(0, config?.MaximumRetryAttempts ?? waits.length),
      run: async (event) => {
        const result = await workers.run(target.id, event);
        if ("error" in result) throw new FunctionFailed(result.error);
      },
      dead: async (event, error, { attempts }) => {
        if (destination === undefined) return;
        const role = iam.roleByArn(Role, "lambda.amazonaws.com");
        await deliver(destination, failureRecord(target, event, error, attempts), role);
      },
    });
  }

  const mayInvoke = (target: Resource, by: Identity) =>
    context.authorize(by, "lambda:InvokeFunction", target.arn);
  return {
    invoke: async (functionId, event, by): Promise<InvokeResult> => {
      const target = named(functionId);
      mayInvoke(target, by);
      return await context.activity.track(target.id, workers.run(target.id, event));
    },
    invokeLater: async (functionId, event, by) => {
      const target = named(functionId);
      mayInvoke(target, by);
      await queue.enqueue({ kind: kindOf(target), target: target.id, payload: event });
    },
  };
}

const kindOf = (target: Resource) => `invoke ${target.id}`;

/** A function's own error, as the queue sees it. */
class FunctionFailed extends Error {
  override readonly name = "FunctionFailed";
  readonly error: FunctionError;
  constructor(error: FunctionError) {
    super(`${error.errorType}: ${error.errorMessage}`);
    this.error = error;
  }
}

function failureRecord(target: Resource, event: unknown, error: Error, attempts: number) {
  return {
    version: "1.0",
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${target.arn}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: attempts,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, functionError: "Unhandled" },
    responsePayload: error instanceof FunctionFailed ? error.error : { errorMessage: error.message },
  };
}
