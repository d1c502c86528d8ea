/** Sends one mail by SMTP from a given loopback address, as a mail server elsewhere would. */
import { createTransport } from "nodemailer";

export interface SmtpMail {
  port: number;
  from: string; // envelope; "" for the null sender
  to: string[];
  raw: Buffer;
  localAddress: string;
  name: string; // said in EHLO
}

/** Resolves when the server has said 250 for every recipient; throws with its answer otherwise. */
export async function sendBySmtp({ port, from, to, raw, localAddress, name }: SmtpMail): Promise<string> {
  const transport = createTransport({
    host: "127.0.0.1",
    port,
    name,
    localAddress,
    ignoreTLS: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const sent = await transport.sendMail({ envelope: { from, to }, raw });
    const refused = sent.rejected.map(String);
    if (refused.length > 0) throw new Error(`Refused for ${refused.join(", ")}: ${sent.response}`);
    return sent.response;
  } finally {
    transport.close();
  }
}
