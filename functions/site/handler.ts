/** Answers every request for a page. */
import { handle } from "hono/aws-lambda";
import { app } from "./app.tsx";

export const handler = handle(app);
