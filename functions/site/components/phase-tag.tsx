/** Where a call is in its life. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Reader } from "../reader.ts";
import { localOf } from "../when.ts";
import { Tag } from "./tag.tsx";

/** Where a call is in its life; launched before its opening day it is only scheduled. */
export const PhaseTag = ({ reader, call }: { reader: Reader; call: Call }) => {
  const isEarly =
    call.phase === "launched" && localOf(reader.definition.review.zone, reader.now) < call.opens;
  const phase = isEarly ? "scheduled" : call.phase;
  return <Tag tone={phase === "launched" ? "good" : "plain"}>{reader.ct.call.phases[phase]}</Tag>;
};
