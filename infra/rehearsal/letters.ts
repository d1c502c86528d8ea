/** What missions send: mails as their programs write them, with Word or PDF files, always the same bytes. */
import { createHash } from "node:crypto";
import { AlignmentType, Document, HeadingLevel, Packer, Paragraph, TextRun } from "docx";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type { Language } from "../../shared/domain/language.ts";
import type { Attachment } from "./visitor.ts";

const words: Record<
  Language,
  {
    greeting: string;
    inputs: string;
    interest: string;
    proposes: string; // with the person's name after it
    signature: string;
    away: string;
    awaySubject: string;
    file: string;
  }
> = {
  es: {
    greeting: "Estimados colegas:",
    inputs: "Se remiten adjuntas las respuestas a las preguntas orientadoras.",
    interest: "Nuestro Gobierno manifiesta su interés en la convocatoria. Se adjunta la nota.",
    proposes: "Proponemos a ",
    signature: "Atentamente,\nMisión Permanente",
    away: "Me encuentro fuera de la oficina y responderé a mi regreso.",
    awaySubject: "Respuesta automática: ",
    file: "respuesta",
  },
  en: {
    greeting: "Dear colleagues,",
    inputs: "Please find attached our answers to the guiding questions.",
    interest: "Our Government wishes to express its interest in the call. The note is attached.",
    proposes: "We propose ",
    signature: "Kind regards,\nPermanent Mission",
    away: "I am out of the office and will answer on my return.",
    awaySubject: "Automatic reply: ",
    file: "answer",
  },
  pt: {
    greeting: "Prezados colegas,",
    inputs: "Seguem anexas as respostas às perguntas orientadoras.",
    interest: "Nosso Governo manifesta seu interesse na convocatória. Segue anexa a nota.",
    proposes: "Propomos ",
    signature: "Atenciosamente,\nMissão Permanente",
    away: "Estou fora do escritório e responderei ao retornar.",
    awaySubject: "Resposta automática: ",
    file: "resposta",
  },
  fr: {
    greeting: "Chers collègues,",
    inputs: "Veuillez trouver ci-joint nos réponses aux questions d’orientation.",
    interest: "Notre Gouvernement manifeste son intérêt pour l’appel. La note est jointe.",
    proposes: "Nous proposons ",
    signature: "Cordialement,\nMission permanente",
    away: "Je suis absent du bureau et répondrai à mon retour.",
    awaySubject: "Réponse automatique : ",
    file: "reponse",
  },
};

export const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** A Word file of a page; its bytes carry the hour it was made, so one is made a rehearsal and kept. */
export async function wordFile(language: Language): Promise<Uint8Array> {
  const { greeting, inputs, signature } = words[language];
  const body = [1, 2, 3].map((number) => new Paragraph({ children: [new TextRun(`${number}. ${inputs}`)] }));
  const document = new Document({
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, alignment: AlignmentType.CENTER, text: greeting }),
          ...body,
          new Paragraph({ text: signature }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** A small PDF of one line. */
export function pdfFile(line: string): Uint8Array {
  const plain = line
    .normalize("NFD")
    .replace(/[^\x20-\x7e]/g, "")
    .replace(/[()\\]/g, " ");
  const stream = `BT /F1 14 Tf 72 760 Td (${plain}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

export interface Letter {
  from: string;
  to: string;
  subject: string;
  language: Language;
  date: Date;
  about: "inputs" | "interest";
  person?: string; // whom the mission proposes
  inReplyTo?: string | undefined;
  file: Attachment;
  key: string; // names the letter: the same key gives the same Message-ID
}

/** A mail of a mission with its file. */
export function letterMail(letter: Letter): Promise<Buffer> {
  const { greeting, signature, ...said } = words[letter.language];
  return compose({
    ...envelopeOf(letter),
    text: [greeting, said[letter.about], ...proposal(letter), signature].join("\n\n"),
    attachments: [
      { filename: letter.file.name, contentType: letter.file.type, content: Buffer.from(letter.file.bytes) },
    ],
  });
}

const proposal = ({ language, person }: Pick<Letter, "language" | "person">): string[] =>
  person ? [`${words[language].proposes}${person}.`] : [];

/** The person whom a letter of ours proposes, as whoever reads it finds them. */
export function proposedIn(text: string): string | undefined {
  const openings = Object.values(words).map(({ proposes }) => proposes.trim());
  return new RegExp(`(?:${openings.join("|")}) ([^.\\n]+)\\.`).exec(text)?.[1];
}

/** A telephone call that proposes somebody, in a few words. */
export const spokenProposal = (person: string): string => `${words.es.proposes}${person}.`;

/** What a mailbox answers by itself while its owner is away. */
export function awayMail(letter: Omit<Letter, "file" | "about">): Promise<Buffer> {
  const { away, awaySubject } = words[letter.language];
  return compose({
    ...envelopeOf(letter),
    subject: `${awaySubject}${letter.subject}`,
    text: away,
    headers: { "Auto-Submitted": "auto-replied" },
  });
}

export const fileName = (language: Language, key: string, ending: string) =>
  `${words[language].file}-${key.replace(/[^a-z0-9]+/gi, "-")}.${ending}`;

const idOf = (key: string) => createHash("sha256").update(key).digest("hex").slice(0, 24);

/** The Message-ID of the letter with this key. */
const messageIdOf = (key: string, from: string) => `<${idOf(key)}@${from.slice(from.indexOf("@") + 1)}>`;

function envelopeOf({ from, to, subject, date, inReplyTo, key }: Omit<Letter, "file" | "about">) {
  return {
    from,
    to,
    subject,
    date,
    messageId: messageIdOf(key, from),
    baseBoundary: idOf(key), // else drawn anew, and the same letter would be other bytes
    ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
  };
}

function compose(options: ConstructorParameters<typeof MailComposer>[0]): Promise<Buffer> {
  return new MailComposer({ ...options, disableFileAccess: true, disableUrlAccess: true }).compile().build();
}
