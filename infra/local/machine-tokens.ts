/** Task tokens: minted for a waiting task, answered once, and told apart afterwards as stale or never ours. */
import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { AwsError } from "./context.ts";
import type { Json, StateError } from "./machine-paths.ts";

type Bearer = { machine: string; execution: string };
export type Tokens = {
  mint: (bearer: Bearer, signal: AbortSignal) => { token: string; answer: Promise<Json> };
  /** Whose token it is; InvalidToken if we never minted it. */
  bearerOf: (token: string) => Bearer;
  succeed: (token: string, output: Json) => void;
  fail: (token: string, error: StateError) => void;
};

type Waiting = { resolve: (output: Json) => void; reject: (error: StateError) => void };
const Content = z.tuple([z.string(), z.string(), z.string()]);

/** The key outlives restarts, so that a token from before one is known as stale and not as forged. */
function keyIn(dir: string): Buffer {
  const path = join(dir, "token-key");
  if (!existsSync(path)) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(path, randomBytes(32));
  }
  return readFileSync(path);
}

export function createTokens(dir: string): Tokens {
  const key = keyIn(dir);
  const waiting = new Map<string, Waiting>();
  const sign = (content: string) => createHmac("sha256", key).update(content).digest("base64url");

  const bearerOf = (token: string): Bearer => {
    const [content = "", signature] = token.split(".");
    if (signature !== sign(content)) throw new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");
    const [machine, execution] = Content.parse(JSON.parse(Buffer.from(content, "base64url").toString()));
    return { machine, execution };
  };

  /** A token is answered once; later answers find the task closed, as they do in AWS. */
  const take = (token: string): Waiting => {
    bearerOf(token);
    const task = waiting.get(token);
    if (!task) throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
    waiting.delete(token);
    return task;
  };

  return {
    bearerOf,
    mint: ({ machine, execution }, signal) => {
      const content = Buffer.from(JSON.stringify([machine, execution, randomUUID()])).toString("base64url");
      const token = `${content}.${sign(content)}`;
      const { promise, resolve, reject } = Promise.withResolvers<Json>();
      // The task may fail before anybody looks at the answer.
      promise.catch(() => {});
      waiting.set(token, { resolve, reject });
      signal.addEventListener("abort", () => waiting.delete(token), { once: true });
      return { token, answer: promise };
    },
    succeed: (token, output) => take(token).resolve(output),
    fail: (token, error) => take(token).reject(error),
  };
}
