/** What SES finds out about a mail that comes in, and the headers it writes on top of it. */
import { authenticate } from "mailauth";
import type { Dns } from "./dns-fixture.ts";

type Status = "PASS" | "FAIL" | "GRAY" | "PROCESSING_FAILED";

export interface Verdicts {
  spam: Status;
  virus: Status;
  spf: Status;
  dkim: Status;
  dmarc: Status;
  dmarcPolicy: string | undefined; // told only with a FAIL
}

export interface Envelope {
  from: string; // "" for the null sender
  recipients: string[];
  client: string; // address of the peer, as the socket knows it
  helo: string;
}

/** The texts that every scanner knows; the second in halves, lest scanners complain of this file. */
const gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("-");

/** Finds a text in a mail as it stands, or within anything encoded in base64. */
function contains(raw: string, text: string): boolean {
  if (raw.includes(text)) return true;
  let block: string[] = [];
  const isInBlock = () => Buffer.from(block.join(""), "base64").toString("latin1").includes(text);
  for (const line of raw.split(/\r?\n/)) {
    if (line.length >= 4 && line.length <= 998 && /^[A-Za-z0-9+/]+={0,2}$/.test(line)) block.push(line);
    else {
      if (block.length > 0 && isInBlock()) return true;
      block = [];
    }
  }
  return isInBlock();
}

const reservedRow = /[\r\n\t ]+/g;

export async function examine(raw: Buffer, envelope: Envelope, dns: Dns) {
  const found = await authenticate(raw, {
    ip: envelope.client,
    helo: envelope.helo || envelope.client,
    sender: envelope.from,
    mta: "amazonses.com",
    resolver: dns.resolve,
    disableBimi: true,
  });
  const spf = found.spf ? found.spf.status.result : "none";
  const signatures = found.dkim.results.filter((r) => r.status.result !== "none");
  const dkim = signatures.some((r) => r.status.result === "pass")
    ? "pass"
    : signatures.length > 0
      ? "fail"
      : "none";
  const dmarc = found.dmarc ? found.dmarc.status.result : "none";
  const text = raw.toString("latin1");
  const verdicts: Verdicts = {
    spam: contains(text, gtube) ? "FAIL" : "PASS",
    virus: contains(text, eicar) ? "FAIL" : "PASS",
    spf: spf === "pass" ? "PASS" : spf === "fail" ? "FAIL" : "GRAY",
    dkim: dkim === "pass" ? "PASS" : dkim === "fail" ? "FAIL" : "GRAY",
    dmarc: dmarc === "pass" ? "PASS" : dmarc === "fail" ? "FAIL" : "GRAY",
    dmarcPolicy: dmarc === "fail" && found.dmarc ? found.dmarc.p : undefined,
  };
  const from = found.dkim.headerFrom[0];
  const rows = [
    `spf=${spf} (spfCheck) client-ip=${envelope.client}; envelope-from=${envelope.from}; helo=${envelope.helo}`,
    ...signatures.map((s) => `dkim=${s.status.result} header.i=@${s.signingDomain ?? ""}`),
    ...(signatures.length === 0 ? ["dkim=none"] : []),
    ...(found.arc && found.arc.status.result !== "none" ? [`arc=${found.arc.status.result}`] : []),
    `dmarc=${dmarc}${from ? ` header.from=${from.slice(from.lastIndexOf("@") + 1)}` : ""}`,
  ].map((row) => row.replace(reservedRow, " "));
  return { verdicts, rows };
}

/** The headers that SES puts above a mail it has received, in its order. */
export function traceHeaders(
  examined: { verdicts: Verdicts; rows: string[] },
  envelope: Envelope,
  message: { id: string; at: Date; region: string },
): string {
  const plain = (text: string) => text.replace(/[\r\n<>()]/g, "");
  const date = message.at.toUTCString().replace("GMT", "+0000 (UTC)");
  return [
    `Return-Path: <${plain(envelope.from)}>`,
    `Received: from ${plain(envelope.helo)} (${plain(envelope.helo)} [${envelope.client}])`,
    ` by inbound-smtp.${message.region}.amazonaws.com with SMTP id ${message.id}`,
    ` for ${plain(envelope.recipients[0] ?? "")};`,
    ` ${date}`,
    `X-SES-Spam-Verdict: ${examined.verdicts.spam}`,
    `X-SES-Virus-Verdict: ${examined.verdicts.virus}`,
    `Received-SPF: ${plain(examined.rows[0] ?? "").replace(/^spf=/, "")};`,
    "Authentication-Results: amazonses.com;",
    ...examined.rows.map((row) => ` ${row};`),
    `X-SES-RECEIPT: ${Buffer.from(`local/${message.id}`).toString("base64")}`,
    `X-SES-DKIM-SIGNATURE: a=rsa-sha256; q=dns/txt; c=relaxed/simple; s=local; d=amazonses.com; t=${Math.floor(message.at.getTime() / 1000)}; v=1; bh=local; h=From:To:Cc:Bcc:Subject:Date:Message-ID; b=local`,
    "",
  ].join("\r\n");
}
