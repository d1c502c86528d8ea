/** The secretariat's first page: what needs this person today, the dates near, and the calls. */

import type { Unreachable } from "../../../shared/desk/parties.ts";
import { maySeeAll } from "../../../shared/domain/approval.ts";
import { addDays } from "../../../shared/domain/calendar.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { DueKind } from "../../../shared/domain/due-kinds.ts";
import type { Message } from "../../../shared/domain/message.ts";
import type { Notice } from "../../../shared/domain/notice.ts";
import type { Probe } from "../../../shared/domain/probe.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Activity } from "../../../shared/domain/roadmap.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { PhaseTag } from "../components/phase-tag.tsx";
import { Table } from "../components/table.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { ageText, dayText, listText, localOf, monthText } from "../when.ts";
import { FindParty } from "./console-parties.tsx";

export type TodayFacts = {
  person: Person;
  triage: readonly Message[];
  care: readonly Notice[];
  silent: readonly Probe[]; // public mailboxes whose redirect did not bring the last probe back
  releases: { waiting: number; overdue: number }; // mails to protocol offices that wait for their release
  kindsOff: readonly DueKind[]; // due within days, and not enabled yet
  infected: number; // files that could not be accepted
  unreachable: readonly Unreachable[]; // contacts whose mail comes back
  calls: readonly {
    call: Call;
    selection: Selection | null;
    received: number;
    informal: number;
    toAssess?: number; // applications that wait for this person's marks
  }[];
  activities: readonly Activity[];
};

type Task = { path: string; text: string; hint?: string };

/** How pressing a task is: what may be forged or lost first, then what others wait for, then what can wait a day. */
type Urgency = "now" | "today" | "soon" | "later";
const urgencies: readonly Urgency[] = ["now", "today", "soon", "later"];

function tasksOf(reader: Reader, facts: TodayFacts): Task[] {
  const tasks: (Task & { urgency: Urgency })[] = [
    ...messageTasks(reader, facts),
    ...noticeTasks(reader, facts),
    ...contactTasks(reader, facts),
    ...facts.calls.flatMap((one) => callTasks(reader, one, facts.person)),
  ];
  return urgencies.flatMap((urgency) => tasks.filter((task) => task.urgency === urgency));
}

type Urgent = Task & { urgency: Urgency };

function messageTasks({ ct, lang, now }: Reader, { triage, silent, infected }: TodayFacts): Urgent[] {
  const telephone = triage.filter(({ end }) => end.kind === "triage" && end.telephone).length;
  const [oldest] = triage;
  return [
    ...(telephone > 0
      ? [{ urgency: "now" as const, path: "/console/triage", text: ct.today.telephone(telephone) }]
      : []),
    ...silent.map(({ mailbox }) => ({
      urgency: "now" as const,
      path: "/console/drop",
      text: ct.today.silent(mailbox),
      hint: ct.today.silentText,
    })),
    ...(oldest
      ? [
          {
            urgency: "today" as const,
            path: "/console/triage",
            text: ct.today.triage(triage.length),
            hint: ct.sorting.today.oldest(ageText(lang, oldest.receivedAt, now)),
          },
        ]
      : []),
    ...(infected > 0
      ? [{ urgency: "soon" as const, path: "/console/files", text: ct.today.infected(infected) }]
      : []),
  ];
}

function noticeTasks({ ct, lang }: Reader, { care, releases, kindsOff }: TodayFacts): Urgent[] {
  const { waiting, overdue } = releases;
  const words = ct.desk.today;
  return [
    ...(waiting > 0
      ? [
          {
            urgency: overdue > 0 ? ("now" as const) : ("today" as const),
            path: "/console/outbox?box=care",
            text: words.releases(waiting, overdue),
          },
        ]
      : []),
    ...(care.length > 0
      ? [
          {
            urgency: "today" as const,
            path: "/console/outbox?box=care",
            text: ct.today.care(care.length),
            hint: ct.today.careText,
          },
        ]
      : []),
    ...kindsOff.map(({ kind, day }) => ({
      urgency: "today" as const,
      path: `/console/mail/${kind}`,
      text: words.kindsOff(ct.kinds[kind], dayText(lang, day)),
      hint: words.kindsOffText,
    })),
  ];
}

function contactTasks({ ct, lang }: Reader, { unreachable, calls }: TodayFacts): Urgent[] {
  const names = unreachable.map(({ party }) => party.names[lang].name);
  const informal = calls.reduce((sum, one) => sum + one.informal, 0);
  return [
    ...(unreachable.length > 0
      ? [
          {
            urgency: "soon" as const,
            path: "/console/unreachable",
            text: ct.sorting.today.unreachable(unreachable.length),
            hint: listText(lang, [...new Set(names)].slice(0, 6)),
          },
        ]
      : []),
    ...(informal > 0
      ? [{ urgency: "later" as const, path: "/console/informal", text: ct.sorting.today.informal(informal) }]
      : []),
  ];
}

function callTasks(
  { ct, lang }: Reader,
  { call, selection, toAssess = 0 }: TodayFacts["calls"][number],
  person: Person,
): Urgent[] {
  const name = call.names[lang];
  const isRunning = call.phase !== "draft" && call.selection !== "none" && selection && !selection.decidedAt;
  const open = isRunning ? selection.seats.filter(({ party }) => !party).length : 0;
  const board = call.selection === "none" ? null : `/console/${boards[call.selection]}/${call.id}`;
  const seats = call.selection === "consultation" ? ct.desk.today.subregions : ct.today.seats;
  return [
    ...(selection && awaits(selection, call, person)
      ? [
          {
            urgency: "today" as const,
            path: `/console/approvals/${call.id}`,
            text: ct.today.approvals(name),
          },
        ]
      : []),
    ...(toAssess > 0
      ? [
          {
            urgency: "soon" as const,
            path: `/console/assessment/${call.id}`,
            text: ct.assessment.today(toAssess, name),
          },
        ]
      : []),
    ...(board && open > 0 && person.roles.includes("coordinator")
      ? [{ urgency: "soon" as const, path: board, text: seats(open, name) }]
      : []),
    ...(call.phase === "draft"
      ? [{ urgency: "later" as const, path: `/console/launch/${call.id}`, text: ct.today.launch(name) }]
      : []),
  ];
}

/** Where the seats of each way of selection are filled. */
const boards = { consultation: "selection", composition: "composition", assessment: "assessment" } as const;

/** Whether a proposal waits for this person's approval. */
function awaits(selection: Selection, call: Call, person: Person): boolean {
  const given = selection.approvals.some((one) => one.slate === selection.slate && one.person === person.id);
  return (
    selection.proposedAt !== undefined && !selection.decidedAt && call.approvers.includes(person.id) && !given
  );
}

type Near = { day: string; text: string; path?: string; when?: string };

/** What falls into the next fortnight. */
function nearDates(reader: Reader, { calls, activities, person }: TodayFacts): Near[] {
  const { ct, lang, definition } = reader;
  const today = localOf(definition.review.zone, reader.now).slice(0, 10);
  const until = addDays(today, 14);
  const near: Near[] = activities.map((one) => ({
    day: one.from,
    text: one.names[lang],
    ...(one.precision === "month" ? { when: monthText(lang, one.from) } : {}),
  }));
  for (const { call, selection } of calls) {
    const path = `/console/calls/${call.id}`;
    near.push({ day: call.closes.slice(0, 10), text: ct.today.closes(call.names[lang]), path });
    // Who does not run or approve it must not see that a decision stands, nor when it will be told.
    const knows = maySeeAll(person, call);
    if (call.decisionBefore && !(knows && selection?.decidedAt)) {
      near.push({ day: call.decisionBefore, text: ct.today.decision(call.names[lang]), path });
    }
    if (knows && selection?.releaseAt && !selection.releasedAt) {
      near.push({ day: selection.releaseAt.slice(0, 10), text: ct.today.release(call.names[lang]), path });
    }
  }
  return near.filter(({ day }) => day >= today && day <= until).sort((a, b) => a.day.localeCompare(b.day));
}

export function todayPage(reader: Reader, facts: TodayFacts): Page {
  const { ct, lang } = reader;
  const tasks = tasksOf(reader, facts);
  const near = nearDates(reader, facts);
  return {
    title: ct.today.title,
    body: (
      <>
        {tasks.length === 0 ? <p>{ct.today.nothing}</p> : null}
        <ul class="cards">
          {tasks.map(({ path, text, hint }) => (
            <li class="ds-card">
              <p>
                <a href={pathIn(reader, path)}>{text}</a>
              </p>
              {hint ? <p class="soft">{hint}</p> : null}
            </li>
          ))}
        </ul>
        <FindParty reader={reader} label={ct.finding.label} />
        <h2>{ct.today.near}</h2>
        {near.length === 0 ? <p>{ct.nothing}</p> : null}
        <ul class="road">
          {near.map(({ day, text, path, when }) => (
            <li>
              <time datetime={day}>{when ?? dayText(lang, day)}</time>
              <strong>{path ? <a href={pathIn(reader, path)}>{text}</a> : text}</strong>
            </li>
          ))}
        </ul>
        <h2>{ct.today.calls}</h2>
        <Table
          caption={ct.today.calls}
          head={[ct.call.name, ct.call.phase, ct.call.closes, ct.call.received]}
        >
          {facts.calls.map(({ call, received }) => (
            <tr>
              <th scope="row">
                <a href={pathIn(reader, `/console/calls/${call.id}`)}>{call.names[lang]}</a>
              </th>
              <td>
                <PhaseTag reader={reader} call={call} />
              </td>
              <td>{dayText(lang, call.closes.slice(0, 10))}</td>
              <td class="num">{received}</td>
            </tr>
          ))}
        </Table>
      </>
    ),
  };
}

/** The first page of whoever only assesses: their calls, and nothing of any other. */
export function assessorPage(
  reader: Reader,
  calls: readonly { call: Pick<Call, "id" | "names">; toAssess: number }[],
): Page {
  const { ct, lang } = reader;
  return {
    title: ct.today.title,
    body: (
      <>
        {calls.some(({ toAssess }) => toAssess > 0) ? null : <p>{ct.today.nothing}</p>}
        <ul class="cards">
          {calls.map(({ call, toAssess }) => (
            <li class="ds-card">
              <p>
                <a href={pathIn(reader, `/console/assessment/${call.id}`)}>
                  {toAssess > 0
                    ? ct.assessment.today(toAssess, call.names[lang])
                    : ct.assessment.title(call.names[lang])}
                </a>
              </p>
            </li>
          ))}
        </ul>
      </>
    ),
  };
}
