/** Breaks one chosen call or one chosen delivery, and counts them all so that each can be chosen. */
import * as z from "zod";
import type { FaultHook } from "../local/gateway.ts";
import type { Interfere } from "../local/streams.ts";

type Fault = NonNullable<ReturnType<FaultHook>>;

export const callFaults: readonly Fault[] = ["crash-before", "crash-after", "throttle", "lost-reply"];
export const deliveryFaults = ["drop", "delay", "double", "reorder"] as const;
/** What becomes of all that SES reports of one mail: only then is its fate unknown. */
export const reportFaults = ["drop-all", "delay-all"] as const;

/** The nth call (from 0) by which a function does one thing, or the nth batch or event that is brought to one. */
export type Planned =
  | { kind: "call"; function: string; nth: number; action: string; fault: Fault }
  | { kind: "delivery"; to: string; nth: number; fault: DeliveryFault };
type DeliveryFault = (typeof deliveryFaults)[number] | (typeof reportFaults)[number];

export interface Counts {
  calls: Record<string, string[]>; // function → what it called, in order
  deliveries: Record<string, number>;
}

export type Always = (functionName: string, call: string) => Fault | undefined;

const BusEvent = z.looseObject({
  source: z.string(),
  "detail-type": z.string(),
  detail: z.looseObject({ mail: z.looseObject({ messageId: z.string() }).optional() }),
});
type BusEvent = z.infer<typeof BusEvent>;

/** Events of services come by the default bus; everything else that is delivered here is a batch of a stream. */
export const sesEvents = "settle-notices";
export const scanEvents = "note-scan";
const takers: Record<string, string> = { "aws.ses": sesEvents, "aws.guardduty": scanEvents };

export function createInjector(functionOf: (logicalId: string) => string) {
  let planned: Planned[] = [];
  let fired = new Set<Planned>();
  let counts: Counts = { calls: {}, deliveries: {} };
  let silenced: { mail: string; by: DeliveryFault } | undefined;
  let broken: Always = () => undefined;
  const heldBatches = new Map<string, unknown[]>();
  let heldEvents: BusEvent[] = []; // until the world lets them go
  let overtaken: BusEvent[] = []; // until the next event has passed them

  const faults: FaultHook = ({ function: name, service, action: verb }) => {
    const action = `${service}:${verb}`;
    const calls = counts.calls[name] ?? [];
    counts.calls[name] = calls;
    const nth = calls.filter((one) => one === action).length;
    calls.push(action);
    const always = broken(name, action);
    if (always) return always;
    const due = planned.find(
      (each) => each.kind === "call" && each.function === name && each.action === action && each.nth === nth,
    );
    if (due?.kind !== "call") return undefined;
    fired.add(due);
    return due.fault;
  };

  const dueDelivery = (to: string): DeliveryFault | undefined => {
    const nth = counts.deliveries[to] ?? 0;
    counts.deliveries[to] = nth + 1;
    const due = planned.find((each) => each.kind === "delivery" && each.to === to && each.nth === nth);
    if (due?.kind !== "delivery") return undefined;
    fired.add(due);
    return due.fault;
  };

  const busEvent = (event: BusEvent): unknown[] => {
    const taker = takers[event.source];
    if (!taker) return [event];
    const mail = event.detail.mail?.messageId ?? "";
    const due = dueDelivery(taker);
    if (due === "drop-all" || due === "delay-all") silenced = { mail, by: due };
    const fault = mail && silenced?.mail === mail ? silenced.by : due;
    const waiting = overtaken;
    overtaken = [];
    if (fault === "drop" || fault === "drop-all") return waiting;
    if (fault === "double") return [event, event, ...waiting];
    if (fault === "delay" || fault === "delay-all") heldEvents.push(event);
    else if (fault === "reorder") overtaken.push(event);
    else return [event, ...waiting];
    return waiting;
  };

  const streamBatch = (to: string, records: unknown[]): unknown[][] => {
    const fault = dueDelivery(to);
    const late = heldBatches.get(to);
    heldBatches.delete(to);
    const after = late ? [late] : [];
    if (fault === "drop") return after;
    if (fault === "double") return [records, records, ...after];
    if (fault === "reorder") return [...after, ...records.toReversed().map((record) => [record])];
    if (fault !== "delay") return [records, ...after];
    heldBatches.set(to, records);
    return after;
  };

  const interfere: Interfere = (target, records) =>
    target === "default"
      ? [z.array(BusEvent).parse(records).flatMap(busEvent)]
      : streamBatch(functionOf(target), records);

  return {
    faults,
    interfere,
    arm: (list: Planned[]) => {
      planned = list;
      silenced = undefined;
      fired = new Set();
      counts = { calls: {}, deliveries: {} };
    },
    /** From now on every such call is broken, until another rule is given. */
    always: (rule: Always) => {
      broken = rule;
    },
    counts: () => counts,
    hasFired: () => planned.every((each) => fired.has(each)),
    /** Events held back: whoever takes them delivers them. */
    takeHeld: (): BusEvent[] => {
      const taken = [...heldEvents, ...overtaken];
      silenced = undefined;
      heldEvents = [];
      overtaken = [];
      return taken;
    },
  };
}
