/** The small things that happen to a review, each with what must come of it and the functions that see to it. */
import { answerCap } from "../../shared/domain/answers.ts";
import { pdfFile } from "../rehearsal/letters.ts";
import { formTo, type Visit } from "../rehearsal/visitor.ts";
import { approve, brazil, colombia, jamaica, type Moment } from "./prepare.ts";
import { states } from "./small-review.ts";
import { answers, layInParts, upload } from "./uploads.ts";
import type { World } from "./world.ts";

export interface Scenario {
  name: string;
  from: Moment;
  again: boolean; // can be played again in the same world
  functions: readonly string[]; // whose calls are broken
  calls?: RegExp; // only these; the same functions' other calls are broken in another scenario
  deliveries: readonly string[]; // of which batches and events are dropped, delayed, doubled, reordered
  before?: (world: World) => Promise<void>; // undisturbed, each time
  act: (world: World) => Promise<void>;
}

const inputs = "guiding-questions@in.hoja.example";

/** A letter with a PDF file, as mail programs write them. */
export function letter(subject: string): string[] {
  const file = Buffer.from(pdfFile(subject)).toString("base64");
  return [
    `Subject: ${subject}`,
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `Se remite ${subject}.`,
    "--b",
    'Content-Type: application/pdf; name="nota.pdf"',
    'Content-Disposition: attachment; filename="nota.pdf"',
    "Content-Transfer-Encoding: base64",
    "",
    ...(file.match(/.{1,76}/g) ?? []),
    "--b--",
  ];
}

/** A delivery report that returns the headers of our mail, as RFC 3464 has it. */
function notKept(raw: Buffer): string[] {
  const text = raw.toString("latin1");
  return [
    "Subject: Undeliverable: Acuse de recibo",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    `Final-Recipient: rfc822; ${colombia}`,
    "Action: failed",
    "Status: 5.7.1",
    "",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    ...text.slice(0, text.search(/\r?\n\r?\n/)).split(/\r?\n/),
    "--b--",
  ];
}

/** One more receipt bounced, and that stands once in the ledger. */
function bounced({ expected }: World): void {
  const [act, call] = ["notice.bounced", "guiding-questions"];
  const before = expected.acts.find((one) => one.act === act);
  if (before) before.times += 1;
  else expected.acts.push({ act, call, times: 1 });
}

const count = ({ expected }: World) => expected.mails.length + 1;

export const scenarios: readonly Scenario[] = [
  {
    name: "mail",
    from: "open",
    again: true,
    functions: ["receive-mail", "send-notices", "settle-notices", "sweep-notices"],
    deliveries: ["send-notices", "settle-notices"],
    act: async (world) => {
      await world.mail(colombia, inputs, letter(`respuesta ${count(world)}`), "submission");
      answers(world, "guiding-questions", "CO", 1);
    },
  },
  {
    name: "colleague",
    from: "open",
    again: true,
    functions: ["receive-mail", "send-notices"],
    deliveries: [],
    act: async (world) => {
      const number = count(world);
      const colleague = `colega${number}@${colombia.split("@")[1]}`;
      await world.mail(colleague, inputs, letter(`respuesta ${number}`), "submission");
      answers(world, "guiding-questions", "CO", 1);
      world.expected.once.push(
        `guiding-questions_alternate_${world.expected.versions["guiding-questions CO"]}_`,
      );
    },
  },
  {
    name: "unproven", // Brazil's ministry publishes nothing by which its mail could be proven
    from: "open",
    again: true,
    functions: ["receive-mail"],
    deliveries: [],
    act: async (world) => {
      await world.mail(brazil, inputs, letter(`resposta ${count(world)}`), "submission");
      answers(world, "guiding-questions", "BR", 1);
    },
  },
  {
    name: "stranger",
    from: "open",
    again: true,
    functions: ["receive-mail"],
    deliveries: [],
    act: async (world) => {
      const number = count(world);
      world.cloud.dns.publish("correo.example", { spf: true, dkim: true, dmarc: "none" });
      await world.mail(`alguien${number}@correo.example`, inputs, letter(`consulta ${number}`), "triage");
    },
  },
  {
    name: "forwarded by the secretariat",
    from: "open",
    again: true,
    functions: ["receive-mail"],
    deliveries: [],
    act: async (world) => {
      const number = count(world);
      const lines = [
        `Subject: RV: respuesta ${number}`,
        "Content-Type: text/plain; charset=utf-8",
        "",
        `De: Mission <${jamaica}>`,
        "Enviado el: lunes, 7 de octubre de 2024 10:00",
        "Para: UNNM",
        `Asunto: respuesta ${number}`,
        "",
        `Our answers, ${number}.`,
      ];
      await world.mail("ines.rojas@oim.example", inputs, lines, "submission");
      answers(world, "guiding-questions", "JM", 0);
    },
  },
  {
    name: "delivery report", // of a receipt that Colombia's server took, and then did not keep
    from: "open",
    again: true,
    functions: ["receive-mail"],
    deliveries: [],
    before: async (world) => {
      await world.mail(colombia, inputs, letter(`respuesta ${count(world)}`), "submission");
      answers(world, "guiding-questions", "CO", 1);
      await world.pass(1.3);
    },
    act: async (world) => {
      const version = world.expected.versions["guiding-questions CO"];
      const sent = (await world.cloud.sentMail()).find(
        ({ tags }) => tags.notice === `guiding-questions_receipt_${version}_co1`,
      );
      if (!sent) throw new Error("The receipt never left");
      await world.mail(`mailer-daemon@${colombia.split("@")[1]}`, inputs, notKept(sent.raw), "set-aside");
      bounced(world);
    },
  },
  {
    name: "enough answers", // for one address in one day: what comes beyond is recorded, and not acknowledged
    from: "open",
    again: false,
    functions: ["receive-mail"],
    calls: /TransactWriteItems/,
    deliveries: [],
    before: async (world) => {
      for (let number = 1; number <= answerCap.aDay; number += 1) {
        await world.mail(colombia, inputs, ["Subject: respuesta", "", `Gracias, ${number}.`], "submission");
        answers(world, "guiding-questions", "CO", 0);
      }
      await world.pass(0);
    },
    act: async (world) => {
      await world.mail(colombia, inputs, ["Subject: respuesta", "", "Gracias, otra vez."], "submission");
      answers(world, "guiding-questions", "CO", 0);
      world.expected.unanswered.push(`guiding-questions CO ${answerCap.aDay + 1}`);
    },
  },
  {
    name: "same mail by two ways",
    from: "open",
    again: true,
    functions: ["receive-mail"],
    deliveries: [],
    act: async (world) => {
      const text = letter(`respuesta ${count(world)}`);
      const raw = await world.mail(colombia, inputs, text, "submission");
      await world.post(colombia, inputs, raw, "set-aside");
      answers(world, "guiding-questions", "CO", 1);
    },
  },
  {
    name: "upload",
    from: "open",
    again: true,
    functions: ["receive-upload", "note-scan", "read-documents", "site"],
    deliveries: ["note-scan"],
    act: (world) => upload(world),
  },
  {
    name: "upload in parts",
    from: "open",
    again: true,
    functions: ["receive-upload", "note-scan", "site"],
    calls: /:(\w*MultipartUpload|ListParts|CopyObject|TransactWriteItems)$/, // the others are broken above
    deliveries: [],
    act: (world) => upload(world, layInParts),
  },
  {
    name: "notes",
    from: "open",
    again: true,
    functions: ["write-notes"],
    deliveries: [],
    act: async (world) => {
      await askForNotes(world);
      const already = world.expected.acts.find(({ act }) => act === "notes.written");
      if (already) already.times += 1;
      else world.expected.acts.push({ act: "notes.written", call: "guiding-questions", times: 1 });
    },
  },
  {
    name: "invite",
    from: "launched",
    again: false,
    functions: ["plan-call", "prepare-notices", "mark-call", "await-change", "wake-calls"],
    deliveries: ["wake-calls", "send-notices"],
    act: async (world) => {
      await world.cloud.advanceTo("2024-10-07T12:05:00Z");
      for (const call of ["guiding-questions", "co-chairs"]) {
        for (const state of states) world.expected.once.push(`${call}_invitation_1_${state.toLowerCase()}1`);
        world.expected.acts.push({ act: "call.announced", call, times: 1 });
      }
    },
  },
  {
    name: "remind",
    from: "remind",
    again: false,
    functions: ["plan-call", "prepare-notices", "mark-call", "await-change", "wake-calls", "send-notices"],
    calls: /TransactWriteItems|SendRawEmail|StartExecution|SendTaskSuccess/,
    deliveries: ["wake-calls", "send-notices", "settle-notices"],
    act: async (world) => {
      await world.cloud.advanceTo("2024-11-08T13:05:00Z");
      for (const state of states.filter((one) => one !== "BR"))
        world.expected.once.push(`co-chairs_reminder_7_${state.toLowerCase()}1`);
      world.expected.never.push("co-chairs_reminder_7_br");
      world.expected.acts.push({ act: "call.reminded", call: "co-chairs", times: 1 });
    },
  },
  {
    name: "close",
    from: "closing",
    again: false,
    functions: ["plan-call", "mark-call", "await-change", "wake-calls"],
    deliveries: ["wake-calls"],
    act: async (world) => {
      await world.cloud.advanceTo("2024-11-16T03:05:00Z");
      world.expected.acts.push({ act: "call.closed", call: "co-chairs", times: 1 });
    },
  },
  {
    name: "decide",
    from: "proposed",
    again: false,
    functions: ["site", "plan-call", "prepare-notices", "mark-call", "await-change", "wake-calls"],
    deliveries: ["wake-calls", "send-notices"],
    act: async (world) => {
      await approve(world, "tomas.acuna@cepal.example");
      await world.cloud.settled();
      for (const act of ["call.letters", "call.released", "call.over"])
        world.expected.acts.push({ act, call: "co-chairs", times: 1 });
      world.expected.acts = world.expected.acts.map((each) =>
        each.act === "selection.approved" ? { ...each, times: 2 } : each,
      );
      world.expected.decided.push("co-chairs");
      for (const state of ["MX", "JM", "BR"])
        world.expected.once.push(`co-chairs_letter_3_${state.toLowerCase()}1`);
      for (const state of states)
        world.expected.once.push(`co-chairs_announcement_3_${state.toLowerCase()}1`);
    },
  },
];

/** A coordinator asks for the notes verbales of a call, and is shown where the file will be. */
export async function askForNotes(world: World): Promise<Visit> {
  const browser = await world.signedIn("ines.rojas@oim.example");
  const page = await browser.open("/es/console/calls/guiding-questions/notes");
  const asked = await browser.submit(page, formTo(page, /\/notes$/));
  await world.cloud.settled();
  return browser.open(asked.url);
}
